import { der } from '../../pki/der/index.ts'
import type { Sm2CipherParts } from '../../pki/sm2/cipher-form.ts'
import type { UlongSize } from './layout.ts'
import { SGD_SM4_ECB } from './numbers.ts'

// The blobs of keys, signatures and ciphertexts. Numbers of SM2 stand in the right half of fields of 64 bytes. Packing
// changes none of them; the size of ULONG does.

const FIELD = 64
const SM2_SIZE = 32

const ulong = (value: number, size: UlongSize): Buffer => {
  const bytes = Buffer.alloc(size)
  bytes.writeUInt32LE(value)
  return bytes
}

const field = (number: Uint8Array): Buffer => {
  const bytes = Buffer.alloc(FIELD)
  bytes.set(number, FIELD - number.length)
  return bytes
}

/** The number in a field; null if something stands in the left half. */
const numberIn = (bytes: Buffer, at: number): Uint8Array | null => {
  const value = bytes.subarray(at, at + FIELD)
  if (value.subarray(0, FIELD - SM2_SIZE).some((byte) => byte !== 0)) return null
  return Uint8Array.from(value.subarray(FIELD - SM2_SIZE))
}

const twoNumbers = (bytes: Buffer, at: number): Uint8Array | null => {
  const [first, second] = [numberIn(bytes, at), numberIn(bytes, at + FIELD)]
  return first === null || second === null ? null : Buffer.concat([first, second])
}

/** ECCPUBLICKEYBLOB as 04||X||Y; null if it is none of SM2. */
export const pointOfBlob = (bytes: Buffer, size: UlongSize): Uint8Array | null => {
  if (bytes.length < size + 2 * FIELD || bytes.readUInt32LE(0) !== 256) return null
  const point = twoNumbers(bytes, size)
  return point === null ? null : Uint8Array.of(4, ...point)
}

export const eccBlobSize = (size: UlongSize): number => size + 2 * FIELD

const blobOfPoint = (point: Uint8Array, size: UlongSize): Buffer =>
  Buffer.concat([ulong(256, size), field(point.subarray(1, 33)), field(point.subarray(33))])

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1'
const MODULUS = 256

const withoutZeros = (bytes: Uint8Array): Uint8Array => bytes.subarray(bytes.findIndex((byte) => byte !== 0))

/** RSAPUBLICKEYBLOB as SubjectPublicKeyInfo; null if it is none. */
export const rsaKeyOfBlob = (bytes: Buffer, size: UlongSize): Uint8Array | null => {
  const at = 2 * size
  if (bytes.length < at + MODULUS + 4) return null
  const bits = bytes.readUInt32LE(size)
  const [modulus, exponent] = [
    bytes.subarray(at, at + MODULUS),
    bytes.subarray(at + MODULUS, at + MODULUS + 4),
  ]
  if (bits < 512 || bits > 2048 || modulus.every((byte) => byte === 0)) return null
  const key = der.sequence(der.integer(withoutZeros(modulus)), der.integer(withoutZeros(exponent)))
  return der.sequence(der.sequence(der.oid(RSA_ENCRYPTION), der.nothing()), der.bits(key))
}

export const SIGNATURE_SIZE = 2 * FIELD

/** ECCSIGNATUREBLOB as r||s; null if it is none of SM2. */
export const signatureOfBlob = (bytes: Buffer): Uint8Array | null => twoNumbers(bytes, 0)

/** ECCCIPHERBLOB. */
export const cipherBlob = ({ x, y, c3, c2 }: Sm2CipherParts, size: UlongSize): Buffer =>
  Buffer.concat([field(x), field(y), c3, ulong(c2.length, size), c2])

export type Envelope = {
  readonly wrappedKey: Sm2CipherParts
  /** 04||X||Y */
  readonly publicKey: Uint8Array
  readonly encryptedPrivateKey: Uint8Array
}

/**
 * ENVELOPEDKEYBLOB. Two forms of the private key are in the field: 64 bytes as they come, or zeros before 32 of them.
 */
export const envelopeBlob = (envelope: Envelope, size: UlongSize): Buffer =>
  Buffer.concat([
    ...[1, SGD_SM4_ECB, 256].map((value) => ulong(value, size)),
    field(envelope.encryptedPrivateKey),
    blobOfPoint(envelope.publicKey, size),
    cipherBlob(envelope.wrappedKey, size),
  ])
