import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import * as pki from '../../../../src/pki/index.ts'
import { signatureToRaw } from '../../../../src/pki/sm2/signature-form.ts'
import { freshParty, freshRoot } from '../authority.ts'

const root = freshRoot()
const maker = freshParty(root, { profile: 'seal-maker' })
const [user, other] = [
  freshParty(root, { profile: 'signing' }).certificate,
  freshParty(root, { profile: 'signing' }).certificate,
]
const [from, to] = [new Date('2026-01-01T00:00:00Z'), new Date('2028-01-01T00:00:00Z')]
const info = pki.sealToSign({
  ...{ id: 'ID', vendor: 'V', type: 'organisation', name: '某章', signers: [user.raw] },
  ...{ createdAt: from, validFrom: from, validTo: to },
  picture: { format: 'PNG', bytes: Uint8Array.of(1), width: 1, height: 1 },
})
const seal = pki.parseSeal(pki.finishSeal(info, maker.certificate.raw, maker.sign(info)))

describe('the signature of a seal', () => {
  it('is that of its maker, in DER or side by side', () => {
    expect(pki.verifySeal(seal)).toBe(true)
    expect(pki.verifySeal({ ...seal, signature: signatureToRaw(seal.signature) })).toBe(true)
    expect(pki.verifySeal({ ...seal, signature: maker.sign(user.raw) })).toBe(false)
    expect(pki.verifySeal({ ...seal, maker: user })).toBe(false)
    expect(pki.verifySeal({ ...seal, signatureAlgorithm: pki.OID.rsaSha256 })).toBe(false)
  })
})

describe('a seal admits', () => {
  it('one of the certificates that it names', () => {
    expect([user, other].map((one) => pki.sealAdmits(seal, one))).toEqual([true, false])
    const both = { ...seal, signers: { kind: 'certificates', certificates: [other, user] } as const }
    expect([user, other].map((one) => pki.sealAdmits(both, one))).toEqual([true, true])
    const nobody = { ...seal, signers: { kind: 'certificates', certificates: [] } as const }
    expect(pki.sealAdmits(nobody, user)).toBe(false)
  })

  it.each([
    ['SM3', 'sm3', true],
    ['sm3', 'sm3', true],
    [pki.OID.sm3, 'sm3', true],
    ['SHA256', 'sha256', true],
    ['sha-256', 'sha256', true],
    [pki.OID.sha256, 'sha256', true],
    ['SHA1', 'sha1', false],
    ['SM3', 'sha256', false],
    ['SHA256', 'sm3', false],
  ])('one whose digest it names, by %s of %s', (algorithm, name, right) => {
    const value = new Uint8Array(createHash(name).update(user.raw).digest())
    const wrong = { algorithm: 'SM3', value: new Uint8Array(32) }
    const digests = [wrong, { algorithm, value }]
    const listed = { ...seal, signers: { kind: 'digests', digests } as const }
    expect(pki.sealAdmits(listed, user)).toBe(right)
    expect(pki.sealAdmits(listed, other)).toBe(false)
  })
})

describe('what speaks against a seal', () => {
  it('is nothing from its first moment to its last', () => {
    expect(pki.sealProblems(seal, user, from)).toEqual([])
    expect(pki.sealProblems(seal, user, to)).toEqual([])
    expect(pki.sealProblems(seal, user, new Date(from.getTime() - 1))).toEqual(['not-yet-valid'])
    expect(pki.sealProblems(seal, user, new Date(to.getTime() + 1))).toEqual(['expired'])
  })

  it('is all of it at once', () => {
    const broken = { ...seal, signature: maker.sign(user.raw) }
    expect(pki.sealProblems(broken, other, new Date('2030-01-01'))).toEqual([
      'bad-signature',
      'expired',
      'other-certificate',
    ])
    expect(pki.sealProblems(broken, user, from)).toEqual(['bad-signature'])
    expect(pki.sealProblems(seal, other, from)).toEqual(['other-certificate'])
  })
})
