import { afterAll, describe, expect, it } from 'vitest'
import * as pki from '../../../../src/pki/index.ts'
import { below, pick, type Random, randomFrom } from '../../../random.ts'
import { authority, freshKey, issue, type Key, nameOf, openSslJudge } from './issue.ts'

// Random webs of authorities: renewed keys, cross-signed and expired certificates, limits of length, circles. What to
// expect is written down while a web is made, and found by trying every way through the plan, without certificates.

const judge = openSslJudge()
afterAll(judge.end)

type Person = { readonly name: Uint8Array; readonly keys: readonly Key[] }
type Link = {
  readonly subject: Person
  readonly key: Key
  readonly issuer: Person
  readonly issuerKey: Key
  /** null: no authority. */
  readonly limit: number | 'none' | null
  readonly expired: boolean
}
type Made = { readonly link: Link; readonly certificate: pki.Certificate }

const keys = Array.from({ length: 16 }, freshKey)

const certificateOf = (link: Link): Made => {
  const { subject, issuer, limit, ...rest } = link
  const extensions = limit === null ? [] : [authority(limit === 'none' ? null : limit)]
  return { link, certificate: issue({ ...rest, subject: subject.name, issuer: issuer.name, extensions }) }
}

/** Whether some way leads from a certificate to a trusted one in which everything is in order. */
const leadsUp = (path: readonly Made[], trusted: readonly Made[], others: readonly Made[]): boolean => {
  const last = path.at(-1)
  if (last === undefined || path.length > 8) return false
  if (trusted.includes(last)) return path.every(({ link }, i) => inOrder(link, i, path))
  return [...trusted, ...others].some(
    (next) =>
      !path.includes(next) &&
      next.link.subject === last.link.issuer &&
      next.link.key === last.link.issuerKey &&
      leadsUp([...path, next], trusted, others),
  )
}

const inOrder = ({ limit, expired }: Link, i: number, path: readonly Made[]): boolean => {
  if (expired) return false
  if (i === 0) return true
  const between = path.slice(1, i).filter(({ link }) => link.subject !== link.issuer).length
  return limit !== null && (limit === 'none' || between <= limit)
}

const web = (random: Random) => {
  const free = [...keys]
  const take = () => free.splice(below(random, free.length), 1)
  const person = (cn: string): Person => ({
    name: nameOf(cn),
    keys: random() < 0.2 ? [...take(), ...take()] : take(),
  })
  const roots = ['root 1', 'root 2'].map(person)
  const people = [...roots, ...['a', 'b', 'c', 'd', 'e'].map(person)]
  const limit = (): Link['limit'] => (random() < 0.08 ? null : random() < 0.7 ? 'none' : below(random, 3))
  const link = (subject: Person, issuer: Person, more: Partial<Link> = {}): Made =>
    certificateOf({
      subject,
      key: pick(random, subject.keys),
      issuer,
      issuerKey: pick(random, issuer.keys),
      limit: limit(),
      expired: random() < 0.12,
      ...more,
    })
  const trusted = roots.map((root) => {
    const key = pick(random, root.keys)
    return link(root, root, { key, issuerKey: key, limit: 'none', expired: false })
  })
  const others = Array.from({ length: 11 }, () => link(pick(random, people), pick(random, people)))
  const user = { name: nameOf('user'), keys: [keys[0] as Key] }
  const leaves = Array.from({ length: 6 }, () =>
    link(user, pick(random, people), { limit: null, expired: random() < 0.05 }),
  )
  return { trusted, others, leaves }
}

const random = randomFrom(5_280)
const cases = Array.from({ length: 50 }, () => web(random)).flatMap(({ trusted, others, leaves }) => {
  const plain = (made: readonly Made[]) => made.map(({ certificate }) => certificate)
  const options = { trusted: plain(trusted), intermediates: plain(others) }
  const theirs = judge.accepts(plain(leaves), options.trusted, options.intermediates)
  return leaves.map((leaf, i) => ({
    expected: leadsUp([leaf], trusted, others),
    ours: pki.verifyChain(leaf.certificate, options),
    theirs: theirs[i],
  }))
})

describe('300 certificates in webs of authorities', () => {
  it.each(cases.map((one, i) => [i, one.expected ? 'accepted' : 'refused', one] as const))(
    'number %i is %s',
    (_, __, { expected, ours }) => {
      expect(ours.ok).toBe(expected)
    },
  )

  it('are accepted wherever OpenSSL finds the way', () => {
    expect(cases.filter(({ ours, theirs }) => theirs === true && !ours.ok)).toEqual([])
  })

  it('are of both kinds, and OpenSSL accepts most of the good ones', () => {
    const good = cases.filter(({ expected }) => expected)
    expect([good.length > 80, cases.length - good.length > 80]).toEqual([true, true])
    expect(good.filter(({ theirs }) => theirs).length).toBeGreaterThan(good.length / 2)
  })
})
