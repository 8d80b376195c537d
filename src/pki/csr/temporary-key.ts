import { concat, equalBytes, fromHex } from '../bytes.ts'
import { DerReader, der } from '../der/index.ts'
import { normaliseSm2PublicKey } from '../sm2/keys.ts'

// CFCA's public-key blob: a type, the bit length, then each coordinate to the left of a 64-byte field.
const HEAD = fromHex('00b4000000010000')
const FIELD = 64

/** CFCA's attribute value for a temporary SM2 key: OCTET STRING around SEQUENCE { 1, OCTET STRING of 136 bytes }. */
export function encodeTemporaryKey(publicKey: Uint8Array): Uint8Array {
  const point = normaliseSm2PublicKey(publicKey)
  const gap = new Uint8Array(FIELD - 32)
  const blob = concat(HEAD, point.subarray(1, 33), gap, point.subarray(33), gap)
  return der.octets(der.sequence(der.integer(1), der.octets(blob)))
}

/** The temporary SM2 key of CFCA's attribute value; null if it holds a key of another kind (RSA). */
export function readTemporaryKey(value: Uint8Array): Uint8Array | null {
  const reader = DerReader.of(value, 'CFCA temporary key', 4096)
  const body = reader.only((outer) => outer.insideOctets().only((inside) => inside.sequence()))
  body.small()
  const blob = body.octets()
  body.finish()
  if (blob.length !== HEAD.length + 2 * FIELD || !equalBytes(blob.subarray(0, 8), HEAD)) return null
  const x = blob.subarray(8, 40)
  const y = blob.subarray(72, 104)
  return normaliseSm2PublicKey(concat(Uint8Array.of(4), x, y))
}
