import { afterAll, describe, expect, it } from 'vitest'
import { context, der } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { below, pick, type Random, randomFrom } from '../../../random.ts'
import { authority, freshKey, issue, keyIds, nameOf, openSslJudge } from './issue.ts'

const judge = openSslJudge()
afterAll(judge.end)

const ANY = '2.5.29.32.0'
const POLICIES = ['1.2.3.1', '1.2.3.2', '1.2.3.3']
const key = freshKey()
const newKey = freshKey()

const extension = (oid: string, value: Uint8Array): pki.Extension => ({ oid, critical: true, value })
const policies = (oids: readonly string[]) =>
  extension(pki.OID.certificatePolicies, der.sequence(...oids.map((oid) => der.sequence(der.oid(oid)))))
const mappings = (pairs: readonly (readonly [string, string])[]) =>
  extension(
    pki.OID.policyMappings,
    der.sequence(...pairs.map(([from, to]) => der.sequence(der.oid(from), der.oid(to)))),
  )
const constraints = (explicit: number | null, mapping: number | null) => {
  const count = (number: number, value: number | null) =>
    value === null ? [] : [der.element(context(number, false), Uint8Array.of(value))]
  return extension(pki.OID.policyConstraints, der.sequence(...count(0, explicit), ...count(1, mapping)))
}
const inhibitAny = (count: number) => extension(pki.OID.inhibitAnyPolicy, der.integer(count))

/** Extensions of a random authority; an end certificate has only policies. */
const randomExtensions = (random: Random, isAuthority: boolean): readonly pki.Extension[] => {
  const oids = new Set(Array.from({ length: 1 + below(random, 3) }, () => pick(random, [...POLICIES, ANY])))
  const own = random() < 0.9 ? [policies([...oids])] : []
  if (!isAuthority) return own
  const pair = (): readonly [string, string] => [pick(random, POLICIES), pick(random, POLICIES)]
  const pairs = Array.from({ length: below(random, 3) }, pair)
  const distinct = pairs.filter(([a, b], i) => pairs.findIndex(([c, d]) => a === c && b === d) === i)
  const limit = () => (random() < 0.6 ? below(random, 3) : null)
  const limits = [limit(), limit()] as const
  return [
    authority(),
    ...own,
    ...(distinct.length > 0 && random() < 0.5 ? [mappings(distinct)] : []),
    ...(random() < 0.3 && limits.some((one) => one !== null) ? [constraints(...limits)] : []),
    ...(random() < 0.2 ? [inhibitAny(below(random, 3))] : []),
  ]
}

const rootName = nameOf('root')
const root = issue({ subject: rootName, issuer: rootName, key, issuerKey: key, extensions: [authority()] })

const chain = (random: Random, number: number) => {
  const authorities: pki.Certificate[] = []
  let [issuer, issuerKey] = [rootName, key]
  for (let depth = 0; depth < 1 + below(random, 3); depth++) {
    // A renewed authority has another key; with the same one there would be a circle.
    const renewed = depth > 0 && issuerKey === key && random() < 0.3
    const [subject, own] = renewed ? [issuer, newKey] : [nameOf(`authority ${number} ${depth}`), issuerKey]
    authorities.push(
      issue({
        ...{ subject, issuer, key: own, issuerKey },
        extensions: [...randomExtensions(random, true), ...keyIds(own, issuerKey)],
      }),
    )
    issuer = subject
    issuerKey = own
  }
  const leaf = issue({
    subject: nameOf('leaf'),
    issuer,
    key,
    issuerKey,
    extensions: [...randomExtensions(random, false), ...keyIds(key, issuerKey)],
  })
  return { leaf, authorities }
}

type Setting = readonly [string, readonly string[], Partial<pki.ChainOptions>]
const settings: readonly Setting[] = [
  ['as the authorities demand', ['-policy', ANY], {}],
  ['with a policy', ['-policy', ANY, '-explicit_policy'], { requirePolicy: true }],
  [
    'with this policy',
    ['-explicit_policy', '-policy', '1.2.3.1'],
    { requirePolicy: true, policies: ['1.2.3.1'] },
  ],
  [
    'with one of these, without mappings',
    ['-explicit_policy', '-inhibit_map', '-policy', '1.2.3.2', '-policy', '1.2.3.3'],
    { requirePolicy: true, inhibitPolicyMapping: true, policies: ['1.2.3.2', '1.2.3.3'] },
  ],
  [
    'without any policy',
    ['-policy', ANY, '-explicit_policy', '-inhibit_any'],
    { requirePolicy: true, inhibitAnyPolicy: true },
  ],
]

const random = randomFrom(9_618)
const chains = Array.from({ length: 80 }, (_, i) => chain(random, i))

describe('400 chains with policies', () => {
  it.each(settings)('are accepted as by OpenSSL %s', (_, flags, options) => {
    const ours = chains.map(
      ({ leaf, authorities }) =>
        pki.verifyChain(leaf, { trusted: [root], intermediates: authorities, ...options }).ok,
    )
    const leaves = chains.map(({ leaf }) => leaf)
    const others = chains.flatMap(({ authorities }) => authorities)
    const theirs = judge.accepts(leaves, [root], others, ['-policy_check', ...flags])
    expect(chains.flatMap((_one, i) => (ours[i] === theirs[i] ? [] : [i]))).toEqual([])
    expect(new Set(ours).size).toBe(2)
  })
})

describe('policies', () => {
  const under = (extensions: readonly pki.Extension[], own: readonly pki.Extension[]) => {
    const subject = nameOf('between')
    const between = issue({
      subject,
      issuer: rootName,
      key,
      issuerKey: key,
      extensions: [authority(), ...extensions],
    })
    const leaf = issue({ subject: nameOf('leaf'), issuer: subject, key, issuerKey: key, extensions: own })
    const { problems } = pki.verifyChain(leaf, { trusted: [root], intermediates: [between] })
    return problems.map(({ reason }) => reason)
  }

  it('that authorities demand and a certificate lacks are named', () => {
    expect(under([policies(['1.2.3.1']), constraints(0, null)], [])).toEqual(['no-valid-policy'])
    expect(under([policies(['1.2.3.1']), constraints(0, null)], [policies(['1.2.3.1'])])).toEqual([])
  })

  it('that cannot be read are not believed', () => {
    const broken = extension(pki.OID.policyConstraints, der.integer(1))
    expect(under([broken], [])).toEqual(['unknown-critical-extension'])
  })

  it('that would make a tree of a million nodes are done at once', () => {
    // RFC 9618: each authority maps every policy to every policy.
    const all = Array.from({ length: 15 }, (_, i) => `1.2.4.${i}`)
    const pairs = all.flatMap((from) => all.map((to) => [from, to] as const))
    const authorities: pki.Certificate[] = []
    let issuer = rootName
    for (let depth = 0; depth < 6; depth++) {
      const subject = nameOf(`wide ${depth}`)
      const extensions = [authority(), policies(all), mappings(pairs)]
      authorities.push(issue({ subject, issuer, key, issuerKey: key, extensions }))
      issuer = subject
    }
    const leaf = issue({ subject: nameOf('leaf'), issuer, key, issuerKey: key, extensions: [policies(all)] })
    const options = { trusted: [root], intermediates: authorities, requirePolicy: true }
    expect(pki.verifyChain(leaf, { ...options, policies: ['1.2.4.7'] }).problems).toEqual([])
    expect(pki.verifyChain(leaf, { ...options, policies: ['1.2.4.99'] }).ok).toBe(false)
  })
})
