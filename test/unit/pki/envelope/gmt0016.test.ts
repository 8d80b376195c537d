import { describe, expect, it } from 'vitest'
import { sealEnvelopedKey } from '../../../../src/pki/envelope/gmt0009.ts'
import {
  ENVELOPED_KEY_BLOB_LENGTH,
  encodeEnvelopedKeyBlob,
  parseEnvelopedKeyBlob,
} from '../../../../src/pki/envelope/gmt0016.ts'
import * as pki from '../../../../src/pki/index.ts'
import { refused } from '../refusal.ts'

const pair = pki.generateSm2KeyPair()
const sealed = sealEnvelopedKey(pki.generateSm2KeyPair().publicKey, pair)
const blob = encodeEnvelopedKeyBlob(sealed)
const at = (from: number, length: number) => blob.subarray(from, from + length)
const zeros = new Uint8Array(32)

describe('the blob of a sealed key', () => {
  it('has its fields where GM/T 0016 puts them', () => {
    expect([blob.length, ENVELOPED_KEY_BLOB_LENGTH]).toEqual([388, 388])
    const view = new DataView(blob.buffer, blob.byteOffset)
    expect([0, 4, 8, 76, 368].map((place) => view.getUint32(place, true))).toEqual([1, 0x401, 256, 256, 16])
    expect(at(12, 64)).toEqual(pki.concat(zeros, sealed.encryptedPrivateKey))
    expect(at(80, 64)).toEqual(pki.concat(zeros, pair.publicKey.subarray(1, 33)))
    expect(at(144, 64)).toEqual(pki.concat(zeros, pair.publicKey.subarray(33)))
    expect(at(208, 64)).toEqual(pki.concat(zeros, sealed.wrappedKey.x))
    expect(at(272, 64)).toEqual(pki.concat(zeros, sealed.wrappedKey.y))
    expect(at(336, 32)).toEqual(sealed.wrappedKey.c3)
    expect(at(372, 16)).toEqual(sealed.wrappedKey.c2)
  })

  it('is read back, from the middle of a larger array too', () => {
    expect(parseEnvelopedKeyBlob(blob)).toEqual(sealed)
    const larger = pki.concat(new Uint8Array(5), blob, new Uint8Array(3))
    expect(parseEnvelopedKeyBlob(larger.subarray(5, 393))).toEqual(sealed)
  })

  it('keeps an encrypted key of 64 bytes, and takes zeros before one for none', () => {
    const long = { ...sealed, encryptedPrivateKey: new Uint8Array(64).fill(7) }
    expect(parseEnvelopedKeyBlob(encodeEnvelopedKeyBlob(long))).toEqual(long)
    const almost = { ...sealed, encryptedPrivateKey: new Uint8Array(64).with(31, 1) }
    expect(parseEnvelopedKeyBlob(encodeEnvelopedKeyBlob(almost)).encryptedPrivateKey).toHaveLength(64)
    const none = { ...sealed, encryptedPrivateKey: new Uint8Array(64).with(32, 1) }
    expect(parseEnvelopedKeyBlob(encodeEnvelopedKeyBlob(none)).encryptedPrivateKey).toHaveLength(32)
  })

  it('is written under both numbers of SM4, for a key of 16 bytes', () => {
    expect(encodeEnvelopedKeyBlob({ ...sealed, symAlgorithm: pki.OID.sm4 })).toEqual(blob)
    const cbc = { ...sealed, symAlgorithm: pki.OID.sm4Cbc }
    expect(() => encodeEnvelopedKeyBlob(cbc)).toThrow(refused('unsupported-algorithm'))
    for (const length of [15, 17]) {
      const wrappedKey = { ...sealed.wrappedKey, c2: new Uint8Array(length) }
      expect(() => encodeEnvelopedKeyBlob({ ...sealed, wrappedKey })).toThrow(refused('bad-length'))
    }
  })

  it.each<readonly [string, number, pki.PkiReason, number]>([
    ['another version', 0, 'bad-value', 0],
    ['another algorithm', 4, 'unsupported-algorithm', 4],
    ['another length of the key', 8, 'bad-value', 8],
    ['another length of the point', 76, 'bad-value', 76],
    ['another length of the symmetric key', 368, 'bad-value', 368],
    ['something before x', 80, 'bad-value', 80],
    ['something before x, at its end', 111, 'bad-value', 80],
    ['something before y', 144, 'bad-value', 144],
    ['something before x of the ciphertext', 208, 'bad-value', 208],
    ['something before y of the ciphertext', 303, 'bad-value', 272],
  ])('is refused with %s', (_what, place, reason, offset) => {
    expect(() => parseEnvelopedKeyBlob(blob.with(place, (blob[place] ?? 0) ^ 0x10))).toThrow(
      refused(reason, offset),
    )
  })

  it('is refused with a point off the curve, or in another length', () => {
    expect(() => parseEnvelopedKeyBlob(blob.with(143, (blob[143] ?? 0) ^ 1))).toThrow(refused('bad-point'))
    expect(() => parseEnvelopedKeyBlob(blob.subarray(1))).toThrow(refused('bad-length', 387))
    expect(() => parseEnvelopedKeyBlob(pki.concat(blob, Uint8Array.of(0)))).toThrow(
      refused('bad-length', 389),
    )
  })
})
