import { afterAll, describe, expect, it } from 'vitest'
import * as pki from '../../../../src/pki/index.ts'
import { pick, randomFrom } from '../../../random.ts'
import {
  alternativeNames,
  authority,
  freshKey,
  general,
  issue,
  nameConstraints,
  nameOf,
  openSslJudge,
} from './issue.ts'

const judge = openSslJudge()
afterAll(judge.end)

const key = freshKey()
const rootName = nameOf('root')
const root = issue({ subject: rootName, issuer: rootName, key, issuerKey: key, extensions: [authority()] })
const trusted = [root]

type Bound = { readonly permitted?: readonly Uint8Array[]; readonly excluded?: readonly Uint8Array[] }
let made = 0

const bound = ({ permitted = [], excluded = [] }: Bound, critical = true): pki.Certificate => {
  const extensions = [authority(), nameConstraints(permitted, excluded, critical)]
  return issue({ subject: nameOf(`bound ${++made}`), issuer: rootName, key, issuerKey: key, extensions })
}

const under = (issuer: pki.Certificate, names: readonly Uint8Array[], subject = nameOf('leaf', 'sales')) =>
  issue({ subject, issuer: issuer.subject.raw, key, issuerKey: key, extensions: alternativeNames(names) })

const reasons = (leaf: pki.Certificate, ...intermediates: readonly pki.Certificate[]) =>
  pki.verifyChain(leaf, { trusted, intermediates }).problems.map(({ reason }) => reason)

const withMail = (mail: string) =>
  pki.encodeName([
    ['CN', 'somebody'],
    ['E', mail],
  ])

/** Constraints that the cases are drawn from, by the form of the names that they bind. */
const bases: Readonly<Record<string, readonly Uint8Array[]>> = {
  dns: ['example.com', 'a.example.com', 'EXAMPLE.com', 'example.org', 'com', ''].map(general.dns),
  mail: ['example.com', '.example.com', 'Anna@example.com', 'anna@example.com', 'a.example.com'].map(
    general.mail,
  ),
  uri: ['example.com', '.example.com', 'a.example.com', 'example.org'].map(general.uri),
  ip: [
    '0a000000ff000000',
    '0a010000ffff0000',
    '0a010203ffffffff',
    `20010db8${'0'.repeat(24)}ffffffff${'0'.repeat(24)}`,
  ].map(general.ip),
  directory: [
    pki.encodeName([['C', 'CN']]),
    pki.encodeName([
      ['C', 'cn'],
      ['OU', 'Sales'],
    ]),
    pki.encodeName([
      ['C', 'CN'],
      ['OU', 'sales'],
      ['CN', 'leaf'],
    ]),
    pki.encodeName([['C', 'FR']]),
    pki.encodeName([]),
  ].map(general.directory),
}
const names: Readonly<Record<string, readonly Uint8Array[]>> = {
  dns: [
    'example.com',
    'b.example.com',
    'x.A.example.com',
    'badexample.com',
    'example.org',
    '*.b.example.org',
    'host',
  ].map(general.dns),
  mail: ['anna@example.com', 'Anna@example.com', 'ben@EXAMPLE.com', 'ben@a.example.com', 'c@example.org'].map(
    general.mail,
  ),
  uri: [
    'https://example.com/x',
    'http://a.example.com:8443/y?z#t',
    'ldap://b.example.com',
    'ftp://example.org/',
    'https://badexample.com',
  ].map(general.uri),
  ip: ['0a010203', '0a020304', 'c0a80001', `20010db8${'0'.repeat(23)}1`, `20010db9${'0'.repeat(23)}1`].map(
    general.ip,
  ),
  directory: [
    nameOf('leaf', 'sales'),
    nameOf('leaf', 'SALES', 'north'),
    nameOf('other'),
    pki.encodeName([['C', 'FR']]),
  ].map(general.directory),
}
const subjects = [
  nameOf('leaf', 'sales'),
  nameOf('leaf'),
  withMail('anna@example.com'),
  withMail('ben@a.example.com'),
  pki.encodeName([]),
]
const forms = Object.keys(bases)

/** Forty authorities with random constraints, and twenty-one certificates with random names under each. */
const random = randomFrom(20_240_610)
const some = (pool: Readonly<Record<string, readonly Uint8Array[]>>, most: number): readonly Uint8Array[] =>
  Array.from({ length: Math.floor(random() * (most + 1)) }, () =>
    pick(random, pool[pick(random, forms)] ?? []),
  )
const cases = Array.from({ length: 40 }, () => {
  const [permitted, excluded] = [some(bases, 3), some(bases, 2)]
  const issuer = bound({
    permitted,
    excluded: permitted.length + excluded.length > 0 ? excluded : [general.dns('x')],
  })
  return Array.from({ length: 21 }, () => {
    // A certificate without a subject has alternative names, or no names at all.
    const subject = pick(random, subjects)
    return { issuer, leaf: under(issuer, some(names, 3), subject) }
  })
}).flat()

describe('840 certificates under name constraints', () => {
  const issuers = [...new Set(cases.map(({ issuer }) => issuer))]
  const leaves = cases.map(({ leaf }) => leaf)
  const theirs = judge.accepts(leaves, trusted, issuers)
  // Each path is checked from its authority on, to save a thousand signatures; the rows below go to the root.
  const ours = cases.map(({ leaf, issuer }) => pki.verifyChain(leaf, { trusted: [issuer] }).ok)

  it('are accepted and refused as OpenSSL does', () => {
    const differing = cases.flatMap(({ issuer, leaf }, i) =>
      ours[i] === theirs[i]
        ? []
        : [`${ours[i]}: ${pki.toBase64(leaf.raw)} under ${pki.toBase64(issuer.raw)}`],
    )
    expect(differing).toEqual([])
  })

  it('are of both kinds', () => {
    expect(ours.filter((ok) => ok).length).toBeGreaterThan(200)
    expect(ours.filter((ok) => !ok).length).toBeGreaterThan(200)
  })
})

type Row = readonly [says: string, Bound, name: Uint8Array | readonly Uint8Array[], allowed: boolean]
const { dns, mail, uri, ip, directory, registered } = general
const v6 = (end: string) => `20010db8${end.padStart(24, '0')}`

/** What RFC 5280 4.2.1.10 says, written out by hand. */
const rows: readonly Row[] = [
  ['a host is within itself', { permitted: [dns('host.example.com')] }, dns('host.example.com'), true],
  ['labels may be put in front', { permitted: [dns('host.example.com')] }, dns('a.b.host.example.com'), true],
  [
    'letters in front of the first label make another host',
    { permitted: [dns('host.example.com')] },
    dns('myhost.example.com'),
    false,
  ],
  ['case does not count', { permitted: [dns('Host.EXAMPLE.com')] }, dns('hOST.example.COM'), true],
  [
    'an excluded host below a permitted one',
    { permitted: [dns('example.com')], excluded: [dns('a.example.com')] },
    dns('b.a.example.com'),
    false,
  ],
  ['no constraint binds another form', { permitted: [mail('example.com')] }, dns('example.org'), true],
  [
    'one wrong name of several',
    { permitted: [dns('example.com')] },
    [dns('example.com'), dns('example.org')],
    false,
  ],
  ['any host by an empty name', { excluded: [dns('')] }, dns('example.com'), false],
  ['a mailbox by its address', { permitted: [mail('anna@example.com')] }, mail('anna@EXAMPLE.com'), true],
  [
    'another case in front of the @',
    { permitted: [mail('anna@example.com')] },
    mail('Anna@example.com'),
    false,
  ],
  ['all mailboxes of a host', { permitted: [mail('example.com')] }, mail('ben@example.com'), true],
  ['but not of the hosts below', { permitted: [mail('example.com')] }, mail('ben@a.example.com'), false],
  [
    'mailboxes of all hosts of a domain',
    { permitted: [mail('.example.com')] },
    mail('ben@a.b.example.com'),
    true,
  ],
  ['but not of the domain itself', { permitted: [mail('.example.com')] }, mail('ben@example.com'), false],
  [
    'an address without a mailbox is nowhere',
    { permitted: [mail('example.com')] },
    mail('@example.com'),
    false,
  ],
  ['and may be anywhere', { excluded: [mail('example.org')] }, mail('@example.com'), false],
  ['an address of no host', { excluded: [mail('example.org')] }, mail('ben@-..'), false],
  ['an address of many hosts', { permitted: [mail('.example.com')] }, mail('ben@*.example.com'), false],
  ['a URI by its host', { permitted: [uri('example.com')] }, uri('https://example.com:80/a?b#c'), true],
  ['but not by the hosts below', { permitted: [uri('example.com')] }, uri('https://a.example.com'), false],
  ['a URI by its domain', { excluded: [uri('.example.com')] }, uri('https://a.example.com'), false],
  ['a URI without a host', { permitted: [uri('example.com')] }, uri('urn:example.com'), false],
  ['a URI with an address', { permitted: [uri('.0.1')] }, uri('https://10.0.0.1/'), false],
  [
    'an address in a network',
    { permitted: [ip('0a0000 00ff000000'.replace(' ', ''))] },
    ip('0a636363'),
    true,
  ],
  ['an address out of it', { permitted: [ip('0a000000ff000000')] }, ip('0b000001'), false],
  [
    'an IPv6 address in a network',
    { permitted: [ip(`${v6('0')}${'f'.repeat(16)}${'0'.repeat(16)}`)] },
    ip(v6('1')),
    true,
  ],
  ['an IPv6 address out of it', { permitted: [ip(`${v6('0')}${'f'.repeat(32)}`)] }, ip(v6('1')), false],
  [
    'an IPv6 address where only IPv4 is permitted',
    { permitted: [ip('0a000000ff000000')] },
    ip(v6('1')),
    false,
  ],
  [
    'an IPv4 address where only IPv6 is excluded',
    { excluded: [ip(`${'0'.repeat(64)}`)] },
    ip('0a000001'),
    true,
  ],
  [
    'a name that starts with the permitted one',
    { permitted: [directory(pki.encodeName([['C', 'CN']]))] },
    directory(nameOf('x')),
    true,
  ],
  [
    'a name that holds it further behind',
    { permitted: [directory(pki.encodeName([['CN', 'x']]))] },
    directory(nameOf('x')),
    false,
  ],
  [
    'a shorter name',
    { permitted: [directory(nameOf('leaf', 'sales'))] },
    directory(pki.encodeName([['C', 'CN']])),
    false,
  ],
  ['an unknown form that is bound', { permitted: [registered('2a0304')] }, registered('2a0304'), false],
  [
    'an unknown form that is bound, but does not occur',
    { permitted: [registered('2a0304')] },
    dns('example.com'),
    true,
  ],
]

describe('name constraints as the standard writes them', () => {
  it.each(rows)('%s', (_, constraints, given, allowed) => {
    const leaf = (issuer: pki.Certificate) =>
      under(issuer, given instanceof Uint8Array ? [given] : given, nameOf('leaf', 'sales'))
    for (const issuer of [bound(constraints), bound(constraints, false)])
      expect(reasons(leaf(issuer), issuer)).toEqual(allowed ? [] : ['name-not-permitted'])
  })

  it('come from every authority above, also from the trusted one', () => {
    const first = bound({ permitted: [dns('example.com')] })
    const second = issue({
      subject: nameOf('second'),
      issuer: first.subject.raw,
      key,
      issuerKey: key,
      extensions: [authority(), nameConstraints([dns('a.example.com')], [])],
    })
    expect(reasons(under(second, [dns('b.a.example.com')]), second, first)).toEqual([])
    expect(reasons(under(second, [dns('b.example.com')]), second, first)).toEqual(['name-not-permitted'])
    const wide = bound({ permitted: [dns('example.org')] })
    const pinned = pki.verifyChain(under(wide, [dns('example.com')]), { trusted: [wide] })
    expect(pinned.problems.map(({ reason }) => reason)).toEqual(['name-not-permitted'])
  })

  it('bind mail addresses in the subject, and a self-issued certificate only at the end', () => {
    const issuer = bound({ permitted: [mail('example.com')] })
    expect(reasons(under(issuer, [], withMail('a@example.org')), issuer)).toEqual(['name-not-permitted'])
    const strict = bound({ permitted: [directory(nameOf('leaf'))] })
    const again = { subject: strict.subject.raw, issuer: strict.subject.raw, key: freshKey(), issuerKey: key }
    const renewed = issue({ ...again, extensions: [authority()] })
    const below = { subject: nameOf('leaf'), issuer: strict.subject.raw, key, issuerKey: again.key }
    expect(reasons(issue({ ...below, extensions: [] }), renewed, strict)).toEqual([])
    expect(reasons(renewed, strict)).toEqual(['name-not-permitted'])
  })

  it('are not believed if they cannot be read, or are too many', () => {
    const extension = { oid: pki.OID.nameConstraints, critical: false, value: Uint8Array.of(0x30, 1, 0x80) }
    const broken = { subject: nameOf('broken'), issuer: rootName, key, issuerKey: key }
    const issuer = issue({ ...broken, extensions: [authority(), extension] })
    expect(reasons(under(issuer, []), issuer)).toEqual(['unknown-critical-extension'])
    const many = bound({ excluded: Array.from({ length: 600 }, (_, i) => dns(`h${i}.example.com`)) })
    const names = Array.from({ length: 600 }, (_, i) => dns(`h${i}.example.org`))
    expect(reasons(under(many, names), many)).toEqual(['name-not-permitted'])
  })
})

/** Where OpenSSL says otherwise; docs/pki.md says why. */
const stricter: readonly Row[] = [
  [
    'an asterisk may stand for an excluded host',
    { excluded: [dns('a.example.com')] },
    dns('*.example.com'),
    false,
  ],
  [
    'a user name in a URI is no part of the host',
    { permitted: [uri('example.org')] },
    uri('ftp://user@example.org/'),
    true,
  ],
]

describe('where OpenSSL reads name constraints otherwise', () => {
  it.each(stricter)('%s', (_, constraints, given, allowed) => {
    const issuer = bound(constraints)
    const leaf = under(issuer, given instanceof Uint8Array ? [given] : given)
    expect(reasons(leaf, issuer).length === 0).toBe(allowed)
    expect(judge.accepts([leaf], trusted, [issuer])).toEqual([!allowed])
  })
})
