import { ed25519 } from '@noble/curves/ed25519.js'
import { p256, p384, p521 } from '@noble/curves/nist.js'
import { DerReader, der } from '../der/index.ts'
import { OID, SM2_SIGNATURE_OIDS } from '../oids.ts'
import { PkiError } from '../pki-error.ts'
import { sm2Verify, sm2VerifyDigest } from '../sm2/index.ts'
import type { AlgorithmIdentifier } from './algorithm.ts'
import { HASHES } from './hashes.ts'
import type { PublicKey } from './public-key.ts'
import { verifyRsa } from './rsa.ts'
import { type PssParameters, readPssParameters, verifyRsaPss } from './rsa-pss.ts'

/** A signature algorithm by its number; RSASSA-PSS says in its parameters what it is. */
export type SignatureAlgorithm = string | AlgorithmIdentifier

const RSA: Readonly<Record<string, string>> = {
  [OID.rsaSha1]: OID.sha1,
  [OID.rsaSha224]: OID.sha224,
  [OID.rsaSha256]: OID.sha256,
  [OID.rsaSha384]: OID.sha384,
  [OID.rsaSha512]: OID.sha512,
}
const ECDSA: Readonly<Record<string, string>> = {
  [OID.ecdsaSha1]: OID.sha1,
  [OID.ecdsaSha224]: OID.sha224,
  [OID.ecdsaSha256]: OID.sha256,
  [OID.ecdsaSha384]: OID.sha384,
  [OID.ecdsaSha512]: OID.sha512,
}
const CURVES = { 'P-256': p256, 'P-384': p384, 'P-521': p521 } as const

type Check = (message: Uint8Array, signature: Uint8Array) => boolean

const identified = (algorithm: SignatureAlgorithm): AlgorithmIdentifier =>
  typeof algorithm === 'string' ? { oid: algorithm, parameters: null } : algorithm

/** The number of the hash function of an RSA or ECDSA signature, null if it has none of its own. */
export function signatureHash(algorithm: SignatureAlgorithm): string | null {
  const { oid, parameters } = identified(algorithm)
  if (oid === OID.rsaPss) return readPssParameters(parameters)?.hash ?? null
  return RSA[oid] ?? ECDSA[oid] ?? null
}

/** Whether a signature is only as good as SHA-1, for which different texts with one digest can be made. */
export function usesSha1(algorithm: SignatureAlgorithm): boolean {
  return signatureHash(algorithm) === OID.sha1
}

/** How to check a signature of this algorithm with this kind of key; null if they do not fit, or are unknown. */
function checkFor(key: PublicKey, algorithm: SignatureAlgorithm): Check | null {
  const { oid, parameters } = identified(algorithm)
  switch (key.type) {
    case 'sm2':
      return SM2_SIGNATURE_OIDS.has(oid)
        ? (message, signature) => sm2Verify(key.point, message, signature)
        : null
    case 'rsa':
      return oid === OID.rsaPss ? pssCheck(key, null, parameters) : pkcs1Check(key, RSA[oid])
    case 'rsa-pss':
      return oid === OID.rsaPss ? pssCheck(key, key.parameters, parameters) : null
    case 'ec':
      return ecdsaCheck(key, ECDSA[oid])
    case 'ed25519':
      return oid === OID.ed25519 ? (message, signature) => verifyEd25519(key.point, message, signature) : null
    case 'unknown':
      return null
  }
}

/** Whether signatures of this algorithm and kind of key can be verified here. */
export function canVerify(key: PublicKey, algorithm: SignatureAlgorithm): boolean {
  return checkFor(key, algorithm) !== null
}

/**
 * About how many milliseconds a verification takes with a key seen for the first time. It is counted instead of
 * measured, so that the same chain gets the same answer on a busy machine.
 */
export function verificationCost(key: PublicKey): number {
  if (key.type === 'rsa' || key.type === 'rsa-pss')
    return 0.5 * (key.bits / 2048) ** 2 * (key.exponent.length > 4 ? 4 : 1)
  if (key.type === 'ec') return { 'P-256': 2, 'P-384': 6, 'P-521': 13 }[key.curve]
  return { sm2: 0.25, ed25519: 1.5, unknown: 0 }[key.type]
}

/**
 * Whether the holder of `key` made `signature` over `message` with the named algorithm: SM2 (with the default
 * identity), RSA, ECDSA or Ed25519. Any other kind of signature, or one that the key cannot make, does not verify.
 */
export function verifySignature(
  key: PublicKey,
  algorithm: SignatureAlgorithm,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  return checkFor(key, algorithm)?.(message, signature) ?? false
}

/**
 * The same for content that is too long to hold: `digest` is SM3(Z ‖ content) for SM2, else the content's hash. null if
 * such a signature cannot be checked by a digest (RSASSA-PSS, Ed25519).
 */
export function verifySignatureOfDigest(
  key: PublicKey,
  algorithm: SignatureAlgorithm,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean | null {
  const { oid } = identified(algorithm)
  if (key.type === 'sm2') return SM2_SIGNATURE_OIDS.has(oid) && sm2VerifyDigest(key.point, digest, signature)
  if (key.type === 'rsa' && RSA[oid] !== undefined)
    return verifyRsa(key, digestInfo(RSA[oid], digest), signature)
  return key.type === 'ec' && ECDSA[oid] !== undefined ? verifyEcdsa(key, digest, signature) : null
}

function pkcs1Check(key: Extract<PublicKey, { type: 'rsa' }>, oid: string | undefined): Check | null {
  const hash = HASHES[oid ?? '']
  if (oid === undefined || hash === undefined) return null
  return (message, signature) => verifyRsa(key, digestInfo(oid, hash(message)), signature)
}

function digestInfo(oid: string, digest: Uint8Array): Uint8Array {
  return der.sequence(der.sequence(der.oid(oid), der.nothing()), der.octets(digest))
}

/** RFC 4055 3.3: parameters in the key bind the signature; its salt may be longer. */
function pssCheck(
  key: Extract<PublicKey, { type: 'rsa' | 'rsa-pss' }>,
  bound: PssParameters | null,
  given: Uint8Array | null,
): Check | null {
  const parameters = readPssParameters(given)
  if (parameters === null) return null
  const { hash, maskHash, saltLength } = bound ?? parameters
  const fits =
    hash === parameters.hash && maskHash === parameters.maskHash && saltLength <= parameters.saltLength
  return fits ? (message, signature) => verifyRsaPss(key, parameters, message, signature) : null
}

function ecdsaCheck(key: Extract<PublicKey, { type: 'ec' }>, oid: string | undefined): Check | null {
  const hash = HASHES[oid ?? '']
  return hash === undefined ? null : (message, signature) => verifyEcdsa(key, hash(message), signature)
}

function verifyEcdsa(
  key: Extract<PublicKey, { type: 'ec' }>,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (!isStrictPair(signature)) return false
  const options = { prehash: false, format: 'der', lowS: false } as const
  try {
    return CURVES[key.curve].verify(signature, digest, key.point, options)
  } catch {
    return false // numbers out of range: the library throws, we answer no
  }
}

function isStrictPair(signature: Uint8Array): boolean {
  try {
    const body = DerReader.of(signature, 'ECDSA signature', 160)
    body.only((outer) => outer.sequence().only((inner) => [inner.unsigned(), inner.unsigned()]))
    return true
  } catch (error) {
    if (error instanceof PkiError) return false
    throw error
  }
}

function verifyEd25519(point: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, message, point, { zip215: false })
  } catch {
    return false // a point or a length that is none: the library throws, we answer no
  }
}
