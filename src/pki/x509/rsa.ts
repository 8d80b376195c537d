import { equalBytes, fromBigInt, toBigInt } from '../bytes.ts'
import type { PublicKey } from './public-key.ts'

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  let square = base % modulus
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

/**
 * Verifies RSASSA-PKCS1-v1_5 (RFC 8017 8.2.2) in the way that leaves forgers no room: it builds the whole expected
 * block and compares; it never parses the received one. All numbers are public, so plain big integers will do.
 */
export function verifyRsa(
  key: Extract<PublicKey, { type: 'rsa' }>,
  digestInfo: Uint8Array,
  signature: Uint8Array,
): boolean {
  const length = key.modulus.length
  const modulus = toBigInt(key.modulus)
  const s = toBigInt(signature)
  if (signature.length !== length || s >= modulus || length < digestInfo.length + 11) return false
  const expected = new Uint8Array(length).fill(0xff)
  expected[0] = 0
  expected[1] = 1
  expected[length - digestInfo.length - 1] = 0
  expected.set(digestInfo, length - digestInfo.length)
  return equalBytes(fromBigInt(power(s, toBigInt(key.exponent), modulus), length), expected)
}
