import { describe, expect, it } from 'vitest'
import { certificateFacts, sealFacts } from '../../../../src/documents/judgement/facts.ts'
import { judgeSeal } from '../../../../src/documents/judgement/seal.ts'
import type { Trust } from '../../../../src/documents/judgement/trust.ts'
import { fingerprintSha256, parseCertificate, parseSeal } from '../../../../src/pki/index.ts'
import * as parties from '../../../forgeries/parties.ts'
import { flipped, type SealPlan, seal } from '../../../forgeries/seal-maker.ts'
import { trust } from '../../../forgeries/trust.ts'
import { freshParty, freshRoot } from '../../pki/authority.ts'

const { expired, maker, party, root, signer, strangeRoot } = parties
const user = parseCertificate(signer.certificate)
const at = new Date('2026-01-01T00:00:00Z')
const judge = (plan: SealPlan = {}, by = user, when = at, given = knowing) =>
  judgeSeal(parseSeal(seal(plan)), by, when, given)
const codes = (...question: Parameters<typeof judge>) => judge(...question).map(({ code }) => code)
const unnamed = 'seal-maker-unnamed'

const lifetime = { from: new Date('2024-01-01'), to: new Date('2033-01-01') }
const namingRoot = freshRoot(lifetime)
const namedMaker = freshParty(namingRoot, { profile: 'seal-maker', ...lifetime })
/** A maker whose certificate says that it makes seals. */
const named: parties.Party = {
  name: Buffer.from(namedMaker.certificate.subject.raw),
  certificate: Buffer.from(namedMaker.certificate.raw),
  issuerAndSerial: Buffer.alloc(0),
  key: {
    kind: 'sm2',
    spki: Buffer.from(namedMaker.certificate.spkiDer),
    sign: (data) => Buffer.from(namedMaker.sign(data)),
  },
}
const knowing: Trust = { ...trust, roots: [...trust.roots, namingRoot.certificate] }

describe('a seal that holds', () => {
  it('is told only that its maker has no purpose of its own', () => {
    expect(judge()).toEqual([{ code: unnamed, details: [expect.stringContaining('Seal Maker')] }])
    expect(judge({ by: named })).toEqual([])
    expect(codes({ by: named }, user, at, trust)).toEqual(['seal-maker-untrusted'])
  })

  it.each<[string, SealPlan, Date, readonly string[]]>([
    ['its first day', { from: '2026-01-01' }, at, []],
    ['before its first day', { from: '2026-01-01' }, new Date(at.getTime() - 1), ['seal-not-yet-valid']],
    ['its last day', { to: '2026-01-01' }, at, []],
    ['after its last day', { to: '2026-01-01' }, new Date(at.getTime() + 1), ['seal-expired']],
  ])('is used on %s', (_, plan, when, expected) => {
    expect(codes({ by: named, ...plan }, user, when)).toEqual(expected)
  })

  it('may list its users by digests', () => expect(codes({ by: named, byDigest: true })).toEqual([]))
})

describe('a seal that does not hold', () => {
  it.each<[string, SealPlan, readonly string[]]>([
    ['is altered', { nameAfter: '另一公章' }, ['seal-signature-wrong', unnamed]],
    ['has another signature', { value: flipped }, ['seal-signature-wrong', unnamed]],
    ['has other users', { users: [parties.other] }, ['signer-not-in-seal', unnamed]],
    [
      'has other users by digest',
      { users: [parties.other], byDigest: true },
      ['signer-not-in-seal', unnamed],
    ],
    ['is by a stranger', { by: parties.stranger }, ['seal-maker-untrusted', unnamed]],
    ['is by one that had expired', { by: expired }, ['seal-maker-wrong', unnamed]],
    ['is by one that may not sign', { by: parties.encryption }, ['seal-maker-wrong', unnamed]],
    [
      'is wrong in all ways',
      { nameAfter: 'x', users: [parties.other], from: '2027-01-01', by: parties.stranger },
      ['seal-signature-wrong', 'seal-not-yet-valid', 'signer-not-in-seal', 'seal-maker-untrusted', unnamed],
    ],
  ])('%s', (_, plan, expected) => expect(codes(plan)).toEqual(expected))

  it('says what is wrong with its maker', () => {
    expect(judge({ by: expired })[0]?.details).toEqual([expect.stringMatching(/Expired User.* \(expired\)$/)])
    const both = party({ name: 'Both', to: '2025-01-01' }, strangeRoot)
    expect(judge({ by: both })[0]).toMatchObject({ code: 'seal-maker-wrong', details: { length: 2 } })
  })

  it('is by a maker that must be known: certificates that are known here help', () => {
    const authority = party({ name: 'Between', usage: 0x06, authority: true }, root)
    const below = party({ name: 'Maker Below' }, authority)
    expect(codes({ by: below })).toEqual(['seal-maker-untrusted', unnamed])
    const known = { ...trust, certificates: [parseCertificate(authority.certificate)] }
    expect(codes({ by: below }, user, at, known)).toEqual([unnamed])
  })
})

describe('a seal that its user made', () => {
  const own = { code: 'seal-made-by-its-user', details: [expect.stringContaining('Seal User')] }

  it('is doubted if the maker signs with it', () => {
    expect(judge({ by: signer })[0]).toEqual(own)
    expect(codes({ by: signer, byDigest: true })).toEqual(['seal-made-by-its-user', unnamed])
  })

  it('is doubted if the maker is one of its users, though another signs', () => {
    const plan = { by: signer, users: [parties.other, signer] }
    expect(judge(plan, parseCertificate(parties.other.certificate))[0]).toEqual(own)
    expect(codes({ by: maker, users: [parties.other, signer] })).toEqual([unnamed])
  })
})

describe('the facts', () => {
  it('of a certificate are told', () => {
    expect(certificateFacts(user)).toEqual({
      subject: expect.stringContaining('Seal User'),
      issuer: expect.stringContaining('Forgery Root'),
      serial: user.serialHex,
      validFrom: '2024-01-01T00:00:00.000Z',
      validTo: '2033-01-01T00:00:00.000Z',
      fingerprint: fingerprintSha256(user),
    })
  })

  it('of a seal are told', () => {
    expect(sealFacts(parseSeal(seal({ from: '2025-01-01', to: '2030-01-01' })))).toEqual({
      ...{ state: 'sealed', name: '示例公章', number: '3301000001', standard: 'GB/T 38540-2020' },
      maker: expect.stringContaining('Seal Maker'),
      validFrom: '2025-01-01T00:00:00.000Z',
      validTo: '2030-01-01T00:00:00.000Z',
    })
  })
})
