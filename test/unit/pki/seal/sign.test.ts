import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { DerReader } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { signatureToRaw } from '../../../../src/pki/sm2/signature-form.ts'
import { freshParty, freshRoot } from '../authority.ts'
import { issue, nameOf } from '../paths/issue.ts'
import { refused } from '../refusal.ts'
import { rsaKey } from '../rsa-key.ts'

const root = freshRoot()
const maker = freshParty(root, { profile: 'seal-maker' })
const user = freshParty(root, { profile: 'signing' })
const from = new Date('2026-01-01T00:00:00Z')
const info = pki.sealToSign({
  ...{ id: 'ID', vendor: 'V', type: 'organisation', name: '某章', signers: [user.certificate.raw] },
  ...{ createdAt: from, validFrom: from, validTo: new Date('2028-01-01T00:00:00Z') },
  picture: { format: 'PNG', bytes: Uint8Array.of(1), width: 1, height: 1 },
})
const seal = pki.parseSeal(pki.finishSeal(info, maker.certificate.raw, maker.sign(info)))
const content = new TextEncoder().encode('<Signature/>')
const time = new Date('2026-11-20T01:02:03.456Z')
const spec = {
  seal,
  certificate: user.certificate,
  content,
  propertyInfo: '/Doc_0/Signs/Sign_0/Signature.xml',
  time,
}
const standards = ['GM/T 0031-2014', 'GB/T 38540-2020', 'GM/T 0031-2025'] as const

describe('a signature with a seal', () => {
  it.each([
    [standards[0], 1],
    [standards[1], 4],
    [standards[2], 5],
  ] as const)('follows the standard of the seal: %s', (standard, version) => {
    const toSign = pki.sealSignatureToSign({ ...spec, seal: { ...seal, standard } })
    expect(toSign.scheme).toBe('sm2-digest')
    expect(toSign.digest).toEqual(pki.sm2Digest(user.keys.publicKey, toSign.message))
    expect(DerReader.of(toSign.message, 'thing').sequence().small()).toBe(version)
    const signature = user.sign(toSign.message)
    const read = pki.parseSealSignature(toSign.finish(signature))
    expect(read).toMatchObject({
      claimedAt: new Date('2026-11-20T01:02:03Z'),
      dataHash: pki.sm3(content),
      propertyInfo: spec.propertyInfo,
      signatureAlgorithm: pki.OID.sm2WithSm3,
      signedPart: toSign.message,
      signature,
      trailing: 0,
    })
    expect(read.seal.raw).toEqual(seal.raw)
    expect(read.certificate.raw).toEqual(user.certificate.raw)
    expect(pki.verifySealSignature(read)).toBe(true)
    expect(toSign.finish(signatureToRaw(signature))).toEqual(toSign.finish(signature))
  })

  it('of 2014 has certificate and algorithm in what is signed, and its time as a text', () => {
    const message = (standard: pki.SealStandard) =>
      Buffer.from(pki.sealSignatureToSign({ ...spec, seal: { ...seal, standard } }).message)
    const certificate = Buffer.from(user.certificate.raw)
    const holds = (standard: pki.SealStandard) =>
      message(standard).lastIndexOf(certificate) > message(standard).indexOf(seal.raw) + seal.raw.length
    expect(standards.map(holds)).toEqual([true, false, false])
    const written = standards.map((standard) => message(standard).includes('2026-11-20T01:02:03Z'))
    expect(written).toEqual([true, false, false])
  })

  it('is refused if it is not that of the certificate', () => {
    const toSign = pki.sealSignatureToSign(spec)
    expect(() => toSign.finish(user.sign(content))).toThrow(refused('bad-value'))
    expect(() => toSign.finish(maker.sign(toSign.message))).toThrow(refused('bad-value'))
  })

  it('names its document in ASCII', () => {
    expect(() => pki.sealSignatureToSign({ ...spec, propertyInfo: '/文档' })).toThrow(refused('bad-string'))
  })

  it('of an RSA key has its numbers and digest', () => {
    const key = rsaKey()
    const name = nameOf('rsa')
    const certificate = issue({ subject: name, issuer: name, key, issuerKey: key, extensions: [] })
    const toSign = pki.sealSignatureToSign({ ...spec, certificate })
    expect(toSign.scheme).toBe('rsa-sha256')
    expect(toSign.digest).toEqual(new Uint8Array(createHash('sha256').update(toSign.message).digest()))
    const read = pki.parseSealSignature(toSign.finish(key.sign(toSign.message)))
    expect(read.signatureAlgorithm).toBe(pki.OID.rsaSha256)
    expect(read.dataHash).toEqual(new Uint8Array(createHash('sha256').update(content).digest()))
    expect(pki.verifySealSignature(read)).toBe(true)
  })
})
