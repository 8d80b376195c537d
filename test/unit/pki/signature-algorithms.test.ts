import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { der } from '../../../src/pki/der/index.ts'
import { OID } from '../../../src/pki/oids.ts'
import { type PublicKey, parsePublicKey } from '../../../src/pki/x509/public-key.ts'
import {
  canVerify,
  signatureHash,
  usesSha1,
  verificationCost,
  verifySignature,
  verifySignatureOfDigest,
} from '../../../src/pki/x509/signature.ts'

const spki = { type: 'spki', format: 'der' } as const
const message = new TextEncoder().encode('message')

/** RSASSA-PSS-params (RFC 4055 3.1). */
const pss = (hash: string, maskHash: string, salt: number) => {
  const algorithm = (oid: string) => der.sequence(der.oid(oid), der.nothing())
  const mask = der.sequence(der.oid(OID.mgf1), algorithm(maskHash))
  const parts = [der.explicit(0, algorithm(hash)), der.explicit(1, mask), der.explicit(2, der.integer(salt))]
  return { oid: OID.rsaPss, parameters: der.sequence(...parts) }
}

/** A number, although the types of Node say text. */
const leastSalt: object = { saltLength: 24 }
const boundPair = generateKeyPairSync('rsa-pss', {
  ...{ modulusLength: 1024, hashAlgorithm: 'sha256', mgf1HashAlgorithm: 'sha384' },
  ...leastSalt,
})
const bound = parsePublicKey(boundPair.publicKey.export(spki))
const free = parsePublicKey(generateKeyPairSync('rsa-pss', { modulusLength: 1024 }).publicKey.export(spki))

describe('a key for RSASSA-PSS with parameters of its own (RFC 4055 3.3)', () => {
  it('verifies only with its hashes and a salt that is not shorter', () => {
    expect(canVerify(bound, pss(OID.sha256, OID.sha384, 24))).toBe(true)
    expect(canVerify(bound, pss(OID.sha256, OID.sha384, 25))).toBe(true)
    expect(canVerify(bound, pss(OID.sha256, OID.sha384, 23))).toBe(false)
    expect(canVerify(bound, pss(OID.sha384, OID.sha384, 24))).toBe(false)
    expect(canVerify(bound, pss(OID.sha256, OID.sha256, 24))).toBe(false)
  })

  it('verifies what OpenSSL signs, with the salt of the signature', () => {
    const by = (salt: number) =>
      sign('sha256', message, { key: boundPair.privateKey, padding: 6, saltLength: salt })
    for (const salt of [24, 30])
      expect(verifySignature(bound, pss(OID.sha256, OID.sha384, salt), message, by(salt))).toBe(true)
    expect(verifySignature(bound, pss(OID.sha256, OID.sha384, 24), message, by(30))).toBe(false)
  })

  it('is no key for anything without parameters, or with those that nobody knows', () => {
    for (const key of [bound, free]) {
      expect(canVerify(key, OID.rsaPss)).toBe(false)
      expect(canVerify(key, OID.rsaSha256)).toBe(false)
      expect(canVerify(key, { oid: OID.rsaPss, parameters: der.sequence(der.nothing()) })).toBe(false)
    }
    expect(canVerify(free, pss(OID.sha512, OID.sha1, 0))).toBe(true)
  })
})

describe('the hash of a signature', () => {
  it.each([
    [OID.rsaSha1, OID.sha1],
    [OID.rsaSha224, OID.sha224],
    [OID.rsaSha256, OID.sha256],
    [OID.rsaSha384, OID.sha384],
    [OID.rsaSha512, OID.sha512],
    [OID.ecdsaSha1, OID.sha1],
    [OID.ecdsaSha224, OID.sha224],
    [OID.ecdsaSha256, OID.sha256],
    [OID.ecdsaSha384, OID.sha384],
    [OID.ecdsaSha512, OID.sha512],
    [OID.ed25519, null],
    [OID.rsaPss, null],
  ])('of %s is %s', (oid, hash) => {
    expect(signatureHash(oid)).toBe(hash)
    expect(usesSha1(oid)).toBe(hash === OID.sha1)
  })

  it('of RSASSA-PSS stands in its parameters, and is SHA-1 if nothing stands there', () => {
    expect(signatureHash(pss(OID.sha384, OID.sha1, 20))).toBe(OID.sha384)
    const empty = { oid: OID.rsaPss, parameters: der.sequence() }
    expect([signatureHash(empty), usesSha1(empty)]).toEqual([OID.sha1, true])
  })
})

const ec = (namedCurve: string) =>
  parsePublicKey(generateKeyPairSync('ec', { namedCurve }).publicKey.export(spki))
const ed = parsePublicKey(generateKeyPairSync('ed25519').publicKey.export(spki))
const rsa = (bits: number, exponentBytes: number): PublicKey => ({
  ...{ type: 'rsa', bits, modulus: new Uint8Array(bits / 8).fill(255) },
  exponent: new Uint8Array(exponentBytes).fill(1),
})

describe('the cost of a verification', () => {
  it.each<[string, PublicKey, number]>([
    ['RSA with 2048 bits', rsa(2048, 3), 0.5],
    ['RSA with 4096 bits', rsa(4096, 4), 2],
    ['RSA with a long exponent', rsa(2048, 5), 2],
    ['RSASSA-PSS with 1024 bits', bound, 0.125],
    ['P-256', ec('P-256'), 2],
    ['P-384', ec('P-384'), 6],
    ['P-521', ec('P-521'), 13],
    ['SM2', { type: 'sm2', bits: 256, point: new Uint8Array(65) }, 0.25],
    ['Ed25519', ed, 1.5],
    ['a key of another kind', { type: 'unknown', bits: null, oid: '1.2.3' }, 0],
  ])('by %s is counted', (_, key, cost) => {
    expect(verificationCost(key)).toBe(cost)
  })
})

describe('a signature of a digest', () => {
  it('cannot be checked where the content itself is signed, or the key is of another kind', () => {
    const [digest, signature] = [new Uint8Array(32), new Uint8Array(64)]
    expect(verifySignatureOfDigest(ed, OID.ed25519, digest, signature)).toBeNull()
    expect(verifySignatureOfDigest(bound, pss(OID.sha256, OID.sha384, 24), digest, signature)).toBeNull()
    expect(verifySignatureOfDigest(rsa(2048, 3), OID.ecdsaSha256, digest, signature)).toBeNull()
    expect(verifySignatureOfDigest(ec('P-256'), OID.rsaSha256, digest, signature)).toBeNull()
    expect(verifySignatureOfDigest(ec('P-256'), OID.ecdsaSha256, digest, signature)).toBe(false)
  })

  it('by P-256 verifies if the digest is the one that was signed', () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const key = parsePublicKey(pair.publicKey.export(spki))
    const signature = sign('sha256', message, pair.privateKey)
    const digest = new Uint8Array(
      Buffer.from('ab530a13e45914982b79f9b7e3fba994cfd1f3fb22f71cea1afbf02b460c6d1d', 'hex'),
    )
    expect(verifySignatureOfDigest(key, OID.ecdsaSha256, digest, signature)).toBe(true)
    expect(verifySignatureOfDigest(key, OID.ecdsaSha256, digest.toReversed(), signature)).toBe(false)
  })
})

describe('an ECDSA key whose point is not on its curve', () => {
  it('verifies nothing', () => {
    const key: PublicKey = { type: 'ec', bits: 256, curve: 'P-256', point: new Uint8Array(65).fill(4) }
    const signature = sign('sha256', message, generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)
    expect(verifySignature(key, OID.ecdsaSha256, message, signature)).toBe(false)
  })

  it('is the same with Ed25519', () => {
    const key: PublicKey = { type: 'ed25519', bits: 256, point: new Uint8Array(32).fill(255) }
    expect(verifySignature(key, OID.ed25519, message, new Uint8Array(64))).toBe(false)
    expect(verifySignature(key, OID.ed25519, message, new Uint8Array(3))).toBe(false)
  })
})
