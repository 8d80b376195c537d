import { describe, expect, it } from 'vitest'
import { der } from '../../../src/pki/der/index.ts'
import * as pki from '../../../src/pki/index.ts'

const signing = pki.generateSm2KeyPair()
const encryption = pki.generateSm2KeyPair()
const sealed = pki.sealEnvelopedKey(signing.publicKey, encryption)

/** The layout in which zeros are encrypted in front of the private key. */
function withZeros(): pki.EnvelopedKey {
  const symmetric = pki.randomBytes(16)
  const plain = pki.concat(new Uint8Array(32), encryption.privateKey)
  const cipher = pki.sm2Encrypt(signing.publicKey, symmetric)
  const template = pki.parseEnvelopedKey(
    der.sequence(
      der.sequence(der.oid(pki.OID.sm4Ecb), der.nothing()),
      cipher,
      der.bits(encryption.publicKey),
      der.bits(pki.sm4EcbEncrypt(symmetric, plain, 'none')),
    ),
  )
  return template
}

describe('SM2EnvelopedKey (GM/T 0009)', () => {
  it('opens with the signing key and returns the pair', () => {
    const read = pki.parseEnvelopedKey(pki.toBase64(pki.encodeEnvelopedKey(sealed)))
    expect(pki.openEnvelopedKey(signing.privateKey, read)).toEqual(encryption)
  })

  it('opens with 64 encrypted bytes and with NULL parameters', () => {
    expect(pki.openEnvelopedKey(signing.privateKey, withZeros())).toEqual(encryption)
  })

  it('opens when coordinates were written without a sign pad', () => {
    // A real key-management centre writes bare 32-byte INTEGERs, whatever the first bit.
    for (let i = 0; i < 8; i++) {
      const key = pki.sealEnvelopedKey(signing.publicKey, encryption)
      const { x, y, c3, c2 } = key.wrappedKey
      const bare = der.sequence(der.element(2, x), der.element(2, y), der.octets(c3), der.octets(c2))
      const written = der.sequence(
        der.sequence(der.oid(pki.OID.sm4)),
        bare,
        der.bits(key.publicKey),
        der.bits(key.encryptedPrivateKey),
      )
      expect(pki.openEnvelopedKey(signing.privateKey, pki.parseEnvelopedKey(written))).toEqual(encryption)
    }
  })

  it('is refused with another key, and when the keys inside do not fit each other', () => {
    const other = pki.generateSm2KeyPair()
    expect(() => pki.openEnvelopedKey(other.privateKey, sealed)).toThrow(pki.PkiError)
    const mixed = { ...sealed, publicKey: other.publicKey }
    expect(() => pki.openEnvelopedKey(signing.privateKey, mixed)).toThrow(/wrong-key/)
  })

  it('is refused with a cipher that we do not know or a key of another length', () => {
    const sm1 = { ...sealed, symAlgorithm: '1.2.156.10197.1.102.1' }
    expect(() => pki.openEnvelopedKey(signing.privateKey, sm1)).toThrow(/unsupported-algorithm/)
    const short = { ...sealed, encryptedPrivateKey: new Uint8Array(48) }
    expect(() => pki.parseEnvelopedKey(pki.encodeEnvelopedKey(short))).toThrow(/bad-length/)
  })
})

describe('ENVELOPEDKEYBLOB (GM/T 0016)', () => {
  it('holds the same key in 388 bytes, in both layouts', () => {
    for (const key of [sealed, withZeros()]) {
      const blob = pki.encodeEnvelopedKeyBlob(key)
      expect(blob.length).toBe(pki.ENVELOPED_KEY_BLOB_LENGTH)
      const read = pki.parseEnvelopedKeyBlob(blob)
      expect(read.encryptedPrivateKey).toEqual(key.encryptedPrivateKey)
      expect(pki.openEnvelopedKey(signing.privateKey, read)).toEqual(encryption)
    }
  })

  it('has its fields where the standard puts them', () => {
    const blob = pki.encodeEnvelopedKeyBlob(sealed)
    const view = new DataView(blob.buffer)
    expect([0, 4, 8, 76, 368].map((at) => view.getUint32(at, true))).toEqual([1, 0x401, 256, 256, 16])
    expect(blob.subarray(44, 76)).toEqual(sealed.encryptedPrivateKey)
    expect(blob.subarray(112, 144)).toEqual(encryption.publicKey.subarray(1, 33))
    expect(blob.subarray(372, 388)).toEqual(sealed.wrappedKey.c2)
  })

  it.each([
    ['one byte short', (blob: Uint8Array) => blob.subarray(1)],
    ['one byte long', (blob: Uint8Array) => pki.concat(blob, Uint8Array.of(0))],
    ['of another version', (blob: Uint8Array) => blob.with(0, 2)],
    ['under SM1', (blob: Uint8Array) => blob.with(5, 1)],
    ['of another size of key', (blob: Uint8Array) => blob.with(9, 2)],
    ['with something before a coordinate', (blob: Uint8Array) => blob.with(80, 1)],
    ['with a public key off the curve', (blob: Uint8Array) => blob.with(143, (blob[143] ?? 0) ^ 1)],
    ['with a wrapped key of another length', (blob: Uint8Array) => blob.with(368, 32)],
  ])('is refused when it is %s', (_, change) => {
    expect(() => pki.parseEnvelopedKeyBlob(change(pki.encodeEnvelopedKeyBlob(sealed)))).toThrow(pki.PkiError)
  })
})
