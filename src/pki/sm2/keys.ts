import { randomBytes, toBigInt } from '../bytes.ts'
import {
  decodePoint,
  encodePoint,
  encodeScalar,
  multiplyGenerator,
  privateScalar,
  SM2_CURVE,
} from './curve.ts'

export type Sm2KeyPair = {
  /** 32 bytes, big-endian. Overwrite it (`wipe`) when done. */
  readonly privateKey: Uint8Array
  /** 65 bytes: 04‖X‖Y. */
  readonly publicKey: Uint8Array
}

/** A random number between 1 and n − 2, evenly distributed. */
export function randomScalar(): bigint {
  for (;;) {
    const bytes = randomBytes(32)
    const value = toBigInt(bytes)
    bytes.fill(0)
    if (value >= 1n && value <= SM2_CURVE.n - 2n) return value
  }
}

/** A fresh SM2 key pair. */
export function generateSm2KeyPair(): Sm2KeyPair {
  const d = randomScalar()
  return { privateKey: encodeScalar(d), publicKey: encodePoint(multiplyGenerator(d)) }
}

/** The public key (04‖X‖Y) that belongs to a private key of 32 bytes. */
export function sm2PublicKeyOf(privateKey: Uint8Array): Uint8Array {
  return encodePoint(multiplyGenerator(privateScalar(privateKey)))
}

/** The key as 04‖X‖Y, given with or without the 04 or compressed. Refuses what is no point of the curve. */
export function normaliseSm2PublicKey(publicKey: Uint8Array): Uint8Array {
  return encodePoint(decodePoint(publicKey))
}

/** Overwrites a secret in place. */
export function wipe(secret: Uint8Array): void {
  secret.fill(0)
}
