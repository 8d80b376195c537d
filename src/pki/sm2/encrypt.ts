import { concat, equalBytes } from '../bytes.ts'
import { PkiError } from '../pki-error.ts'
import { sm3, sm3Kdf } from '../sm3/index.ts'
import { cipherReadings, encodeCipher, type Sm2CipherForm, type Sm2CipherParts } from './cipher-form.ts'
import {
  decodePoint,
  encodePoint,
  multiplyGenerator,
  multiplyKey,
  multiplyPoint,
  privateScalar,
  type Sm2Point,
} from './curve.ts'
import { randomScalar } from './keys.ts'

/** Encrypts 1 byte or more to a public key (GB/T 32918.4 6.1); SM2Cipher DER unless another form is asked for. */
export function sm2Encrypt(
  publicKey: Uint8Array,
  plaintext: Uint8Array,
  form: Sm2CipherForm = 'asn1',
): Uint8Array {
  return encodeCipher(sm2EncryptToParts(publicKey, plaintext), form)
}

/** Encrypts likewise and returns the parts of the ciphertext. */
export function sm2EncryptToParts(publicKey: Uint8Array, plaintext: Uint8Array): Sm2CipherParts {
  if (plaintext.length === 0) throw new PkiError('SM2 plaintext', 'bad-length')
  const key = decodePoint(publicKey)
  for (;;) {
    const parts = encryptWith(key, plaintext, randomScalar())
    if (parts !== null) return parts
  }
}

/** The ciphertext's parts for a given k, or null if the key stream is all zero. Exported for the published vector. */
export function encryptWith(key: Sm2Point, plaintext: Uint8Array, k: bigint): Sm2CipherParts | null {
  const c1 = encodePoint(multiplyGenerator(k))
  const shared = encodePoint(multiplyKey(key, k)).subarray(1)
  const c2 = masked(shared, plaintext)
  if (c2 === null) return null
  const c3 = checkDigest(shared, plaintext)
  shared.fill(0)
  return { x: c1.subarray(1, 33), y: c1.subarray(33), c3, c2 }
}

// 6.1 A5 and 7.1 B4: a key stream of nothing but zeros would leave the message bare.
function masked(shared: Uint8Array, data: Uint8Array): Uint8Array | null {
  const stream = sm3Kdf(shared, data.length)
  let any = 0
  for (let i = 0; i < data.length; i++) {
    const mask = stream[i] as number
    any |= mask
    stream[i] = mask ^ (data[i] as number)
  }
  return any === 0 ? null : stream
}

function checkDigest(shared: Uint8Array, plaintext: Uint8Array): Uint8Array {
  return sm3(concat(shared.subarray(0, 32), plaintext, shared.subarray(32)))
}

/** Decrypts the parts of a ciphertext. If C3 is wrong, it refuses and returns nothing of the plaintext. */
export function sm2DecryptParts(privateKey: Uint8Array, parts: Sm2CipherParts): Uint8Array {
  const plaintext = open(privateScalar(privateKey), parts)
  if (plaintext === null) throw new PkiError('SM2 ciphertext', 'bad-ciphertext')
  return plaintext
}

/**
 * Decrypts. Without a given form it tries all forms, the likeliest first, and takes the one whose C3 is right. If
 * none is right, it refuses and returns nothing of the plaintext.
 */
export function sm2Decrypt(privateKey: Uint8Array, ciphertext: Uint8Array, form?: Sm2CipherForm): Uint8Array {
  const d = privateScalar(privateKey)
  for (const parts of cipherReadings(ciphertext, form)) {
    const plaintext = open(d, parts)
    if (plaintext !== null) return plaintext
  }
  throw new PkiError('SM2 ciphertext', 'bad-ciphertext')
}

function open(d: bigint, parts: Sm2CipherParts): Uint8Array | null {
  const c1 = pointOrNull(parts)
  if (c1 === null) return null
  const shared = encodePoint(multiplyPoint(c1, d)).subarray(1)
  const plaintext = masked(shared, parts.c2)
  const right = plaintext !== null && equalBytes(checkDigest(shared, plaintext), parts.c3)
  shared.fill(0)
  if (!right) plaintext?.fill(0)
  return right ? plaintext : null
}

function pointOrNull(parts: Sm2CipherParts): Sm2Point | null {
  try {
    return decodePoint(concat(Uint8Array.of(4), parts.x, parts.y))
  } catch (error) {
    if (error instanceof PkiError) return null // off the curve: this reading is wrong
    throw error
  }
}
