import { equalBytes, fromBigInt, toBigInt } from '../bytes.ts'

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  let square = base % modulus
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

export type RsaNumbers = { readonly modulus: Uint8Array; readonly exponent: Uint8Array }

/** The signature to the power of the public exponent, as a block of this length; null if it is out of range. */
export function rsaPublic(key: RsaNumbers, signature: Uint8Array, length: number): Uint8Array | null {
  const [modulus, s] = [toBigInt(key.modulus), toBigInt(signature)]
  if (signature.length !== key.modulus.length || s >= modulus) return null
  const block = power(s, toBigInt(key.exponent), modulus)
  return block >> BigInt(8 * length) === 0n ? fromBigInt(block, length) : null
}

/**
 * Verifies RSASSA-PKCS1-v1_5 (RFC 8017 8.2.2) in the way that leaves forgers no room: it builds the whole expected
 * block and compares; it never parses the received one. All numbers are public, so plain big integers will do.
 */
export function verifyRsa(key: RsaNumbers, digestInfo: Uint8Array, signature: Uint8Array): boolean {
  const length = key.modulus.length
  if (length < digestInfo.length + 11) return false
  const block = rsaPublic(key, signature, length)
  const expected = new Uint8Array(length).fill(0xff)
  expected[0] = 0
  expected[1] = 1
  expected[length - digestInfo.length - 1] = 0
  expected.set(digestInfo, length - digestInfo.length)
  return block !== null && equalBytes(block, expected)
}
