import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { der } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { signatureToRaw } from '../../../../src/pki/sm2/signature-form.ts'
import { longestSignature, signingMethodOf } from '../../../../src/pki/x509/signing-method.ts'
import { freshParty, freshRoot } from '../authority.ts'
import { issue, type Key, nameOf } from '../paths/issue.ts'
import { refused } from '../refusal.ts'
import { rsaKey } from '../rsa-key.ts'

const { OID } = pki
const own = (key: Pick<Key, 'spki'>) => {
  const name = nameOf('own')
  const issuerKey = { ...key, sign: () => Uint8Array.of(1) }
  return issue({ subject: name, issuer: name, key: issuerKey, issuerKey, extensions: [] })
}
const ecKey = (namedCurve: string) => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve })
  const signed = (dsaEncoding: 'der' | 'ieee-p1363') => (message: Uint8Array) =>
    new Uint8Array(sign('sha256', message, { key: privateKey, dsaEncoding }))
  const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }))
  return { spki, sign: signed('der'), signRaw: signed('ieee-p1363') }
}
const sm2 = freshParty(freshRoot(), { profile: 'signing' })
const [rsa, ec] = [rsaKey(), ecKey('P-256')]
const text = new TextEncoder().encode('what is signed')
const digest = (name: string, bytes = text) => new Uint8Array(createHash(name).update(bytes).digest())

describe('the way in which a key signs', () => {
  it.each([
    ['SM2', sm2.certificate, { scheme: 'sm2-digest', algorithm: OID.sm2WithSm3, hashOid: OID.sm3 }, 'sm3'],
    ['RSA', own(rsa), { scheme: 'rsa-sha256', algorithm: OID.rsaSha256, hashOid: OID.sha256 }, 'sha256'],
    ['ECDSA', own(ec), { scheme: 'ecdsa-sha256', algorithm: OID.ecdsaSha256, hashOid: OID.sha256 }, 'sha256'],
  ] as const)('is that of %s', (_name, certificate, about, hash) => {
    const method = signingMethodOf(certificate)
    expect(method).toMatchObject(about)
    expect(method.hash(text)).toEqual(digest(hash))
    expect(method.hash(text.subarray(0, 3), new Uint8Array(), text.subarray(3))).toEqual(digest(hash))
    expect(method.hash()).toEqual(digest(hash, new Uint8Array()))
    expect(method.hash(text)).toEqual(digest(hash))
    const expected =
      about.scheme === 'sm2-digest' ? pki.sm2Digest(sm2.keys.publicKey, text) : digest('sha256')
    expect(method.digest(text)).toEqual(expected)
  })

  it.each([
    ['Ed25519', () => generateKeyPairSync('ed25519').publicKey],
    ['Ed448', () => generateKeyPairSync('ed448').publicKey],
  ])('is none for a key of %s', (_name, make) => {
    const spki = new Uint8Array(make().export({ format: 'der', type: 'spki' }))
    expect(() => signingMethodOf(own({ spki }))).toThrow(refused('unsupported-algorithm'))
  })
})

describe('the value of a signature', () => {
  it('is DER, given as DER or as r and s side by side', () => {
    const signature = sm2.sign(text)
    const { value } = signingMethodOf(sm2.certificate)
    expect(value(text, signature)).toEqual(signature)
    expect(value(text, signatureToRaw(signature))).toEqual(signature)
    for (const curve of ['P-256', 'P-384', 'P-521']) {
      const key = ecKey(curve)
      const method = signingMethodOf(own(key))
      const written = key.sign(text)
      expect(method.value(text, written)).toEqual(written)
      const raw = key.signRaw(text)
      const [r, s] = [raw.subarray(0, raw.length / 2), raw.subarray(raw.length / 2)]
      expect(method.value(text, raw)).toEqual(der.sequence(der.integer(r), der.integer(s)))
    }
    const signed = rsa.sign(text)
    expect(signingMethodOf(own(rsa)).value(text, signed)).toEqual(signed)
  })

  it.each([
    ['SM2', sm2.certificate, sm2.sign],
    ['RSA', own(rsa), rsa.sign],
    ['ECDSA', own(ec), ec.sign],
  ] as const)('of %s is refused if it is not over the message', (_name, certificate, signed) => {
    const { value } = signingMethodOf(certificate)
    const wrong = refused('bad-value')
    expect(() => value(text.subarray(1), signed(text))).toThrow(wrong)
    expect(() => value(text, signed(text).subarray(1))).toThrow(wrong)
    for (const length of [0, 1, 64]) expect(() => value(text, new Uint8Array(length))).toThrow(wrong)
  })
})

describe('the longest signature', () => {
  it('has room for every value of the key', () => {
    expect(longestSignature(sm2.certificate)).toBe(72)
    expect(longestSignature(own(rsa))).toBe(128)
    expect(['P-256', 'P-384', 'P-521'].map((curve) => longestSignature(own(ecKey(curve))))).toEqual([
      75, 107, 143,
    ])
  })

  it('of RSA has its whole bytes', () => {
    const certificate = own(rsa)
    if (certificate.publicKey.type !== 'rsa') return expect.unreachable('the key is one of RSA')
    const sized = (bits: number) =>
      longestSignature({
        ...certificate,
        publicKey: { ...certificate.publicKey, bits } as typeof certificate.publicKey,
      })
    expect([1023, 1024, 1025].map(sized)).toEqual([128, 128, 129])
  })
})
