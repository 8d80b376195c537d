import { p256, p384 } from '@noble/curves/nist.js'
import { sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import { DerReader, der } from '../der/index.ts'
import { OID, SM2_SIGNATURE_OIDS } from '../oids.ts'
import { PkiError } from '../pki-error.ts'
import { sm2Verify } from '../sm2/index.ts'
import type { PublicKey } from './public-key.ts'
import { verifyRsa } from './rsa.ts'

type Hash = (message: Uint8Array) => Uint8Array

const RSA: Readonly<Record<string, readonly [Hash, string]>> = {
  [OID.rsaSha1]: [sha1, OID.sha1],
  [OID.rsaSha256]: [sha256, OID.sha256],
  [OID.rsaSha384]: [sha384, OID.sha384],
  [OID.rsaSha512]: [sha512, OID.sha512],
}
const ECDSA: Readonly<Record<string, Hash>> = {
  [OID.ecdsaSha256]: sha256,
  [OID.ecdsaSha384]: sha384,
  [OID.ecdsaSha512]: sha512,
}

/** Whether signatures of this algorithm and kind of key can be verified here. */
export function canVerify(key: PublicKey, algorithm: string): boolean {
  const known = { sm2: SM2_SIGNATURE_OIDS.has(algorithm), rsa: algorithm in RSA, ec: algorithm in ECDSA }
  return key.type !== 'unknown' && known[key.type]
}

/**
 * About how many milliseconds a verification takes with a key seen for the first time. It is counted instead of
 * measured, so that the same chain gets the same answer on a busy machine.
 */
export function verificationCost(key: PublicKey): number {
  if (key.type === 'rsa') return 0.5 * (key.bits / 2048) ** 2 * (key.exponent.length > 4 ? 4 : 1)
  return { sm2: 0.25, ec: 2, unknown: 0 }[key.type]
}

/**
 * Whether the holder of `key` made `signature` over `message` with the named algorithm: SM2 (with the default
 * identity), RSA PKCS#1 or ECDSA. Any other kind of signature, or one that the key cannot make, does not verify.
 */
export function verifySignature(
  key: PublicKey,
  algorithm: string,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  switch (key.type) {
    case 'sm2':
      return SM2_SIGNATURE_OIDS.has(algorithm) && sm2Verify(key.point, message, signature)
    case 'rsa': {
      const scheme = RSA[algorithm]
      return scheme !== undefined && verifyRsa(key, digestInfo(scheme[1], scheme[0](message)), signature)
    }
    case 'ec': {
      const hash = ECDSA[algorithm]
      return hash !== undefined && verifyEcdsa(key, hash(message), signature)
    }
    case 'unknown':
      return false
  }
}

function digestInfo(oid: string, digest: Uint8Array): Uint8Array {
  return der.sequence(der.sequence(der.oid(oid), der.nothing()), der.octets(digest))
}

function verifyEcdsa(
  key: Extract<PublicKey, { type: 'ec' }>,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (!isStrictPair(signature)) return false
  const curve = key.curve === 'P-256' ? p256 : p384
  try {
    return curve.verify(signature, digest, key.point, { prehash: false, format: 'der', lowS: false })
  } catch {
    return false // numbers out of range: the library throws, we answer no
  }
}

function isStrictPair(signature: Uint8Array): boolean {
  try {
    const body = DerReader.of(signature, 'ECDSA signature', 128)
    body.only((outer) => outer.sequence().only((inner) => [inner.unsigned(), inner.unsigned()]))
    return true
  } catch (error) {
    if (error instanceof PkiError) return false
    throw error
  }
}
