import { concat } from '../bytes.ts'
import { OID } from '../oids.ts'
import { PkiError } from '../pki-error.ts'
import { normaliseSm2PublicKey } from '../sm2/keys.ts'
import type { EnvelopedKey } from './gmt0009.ts'

/** Size of ENVELOPEDKEYBLOB (GM/T 0016), packed. */
export const ENVELOPED_KEY_BLOB_LENGTH = 388

const SGD_SM4_ECB = 0x401
const STRUCTURE = 'ENVELOPEDKEYBLOB'
const AT = {
  encrypted: 12,
  publicBits: 76,
  x: 80,
  y: 144,
  cipherX: 208,
  cipherY: 272,
  hash: 336,
  length: 368,
  key: 372,
}

function left(bytes: Uint8Array): Uint8Array {
  return concat(new Uint8Array(64 - bytes.length), bytes)
}

/**
 * The blob that SKF_ImportECCKeyPair takes. An encrypted private key of 32 bytes is put behind 32 zero bytes. One of
 * 64 bytes, whose zeros were encrypted too, stays as it is. Tokens take one layout or the other, and only the token
 * knows which.
 */
export function encodeEnvelopedKeyBlob(key: EnvelopedKey): Uint8Array {
  if (key.symAlgorithm !== OID.sm4 && key.symAlgorithm !== OID.sm4Ecb) {
    throw new PkiError(STRUCTURE, 'unsupported-algorithm')
  }
  if (key.wrappedKey.c2.length !== 16) throw new PkiError(STRUCTURE, 'bad-length')
  const blob = new Uint8Array(ENVELOPED_KEY_BLOB_LENGTH)
  const view = new DataView(blob.buffer)
  view.setUint32(0, 1, true)
  view.setUint32(4, SGD_SM4_ECB, true)
  view.setUint32(8, 256, true)
  blob.set(left(key.encryptedPrivateKey), AT.encrypted)
  view.setUint32(AT.publicBits, 256, true)
  blob.set(left(key.publicKey.subarray(1, 33)), AT.x)
  blob.set(left(key.publicKey.subarray(33)), AT.y)
  blob.set(left(key.wrappedKey.x), AT.cipherX)
  blob.set(left(key.wrappedKey.y), AT.cipherY)
  blob.set(key.wrappedKey.c3, AT.hash)
  view.setUint32(AT.length, 16, true)
  blob.set(key.wrappedKey.c2, AT.key)
  return blob
}

/** Reads an ENVELOPEDKEYBLOB with either layout of the private key. */
export function parseEnvelopedKeyBlob(blob: Uint8Array): EnvelopedKey {
  if (blob.length !== ENVELOPED_KEY_BLOB_LENGTH) throw new PkiError(STRUCTURE, 'bad-length', blob.length)
  const view = new DataView(blob.buffer, blob.byteOffset, blob.length)
  const expect = (at: number, value: number) => {
    if (view.getUint32(at, true) !== value) throw new PkiError(STRUCTURE, 'bad-value', at)
  }
  expect(0, 1)
  if (view.getUint32(4, true) !== SGD_SM4_ECB) throw new PkiError(STRUCTURE, 'unsupported-algorithm', 4)
  expect(8, 256)
  expect(AT.publicBits, 256)
  expect(AT.length, 16)
  const point = concat(Uint8Array.of(4), right(blob, AT.x), right(blob, AT.y))
  return {
    symAlgorithm: OID.sm4Ecb,
    wrappedKey: {
      x: right(blob, AT.cipherX),
      y: right(blob, AT.cipherY),
      c3: blob.slice(AT.hash, AT.hash + 32),
      c2: blob.slice(AT.key, AT.key + 16),
    },
    publicKey: normaliseSm2PublicKey(point),
    encryptedPrivateKey: encryptedKey(blob.slice(AT.encrypted, AT.encrypted + 64)),
  }
}

// Encrypted zeros are never zero bytes, so zeros in front mean that only the last 32 bytes are ciphertext.
function encryptedKey(field: Uint8Array): Uint8Array {
  return field.subarray(0, 32).every((byte) => byte === 0) ? field.subarray(32) : field
}

function right(blob: Uint8Array, at: number): Uint8Array {
  if (blob.subarray(at, at + 32).some((byte) => byte !== 0)) throw new PkiError(STRUCTURE, 'bad-value', at)
  return blob.slice(at + 32, at + 64)
}
