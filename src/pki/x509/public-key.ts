import { p256, p384, p521 } from '@noble/curves/nist.js'
import { DerReader, der } from '../der/index.ts'
import { OID } from '../oids.ts'
import { PkiError } from '../pki-error.ts'
import { normaliseSm2PublicKey } from '../sm2/keys.ts'
import { type AlgorithmIdentifier, encodeAlgorithm, readAlgorithm } from './algorithm.ts'
import { type PssParameters, readPssParameters } from './rsa-pss.ts'

export type PublicKey =
  | { readonly type: 'sm2'; readonly bits: 256; readonly point: Uint8Array }
  | {
      readonly type: 'rsa'
      readonly bits: number
      readonly modulus: Uint8Array
      readonly exponent: Uint8Array
    }
  | {
      readonly type: 'ec'
      readonly bits: number
      readonly curve: 'P-256' | 'P-384' | 'P-521'
      readonly point: Uint8Array
    }
  /** An RSA key that makes RSASSA-PSS signatures only; with parameters, only those with these. */
  | {
      readonly type: 'rsa-pss'
      readonly bits: number
      readonly modulus: Uint8Array
      readonly exponent: Uint8Array
      readonly parameters: PssParameters | null
    }
  | { readonly type: 'ed25519'; readonly bits: 256; readonly point: Uint8Array }
  | { readonly type: 'unknown'; readonly bits: null; readonly oid: string }

/** Reads a SubjectPublicKeyInfo. A key of a known kind must be valid; any other kind comes back as unknown. */
export function readPublicKey(reader: DerReader): PublicKey {
  const body = reader.sequence()
  const algorithm = readAlgorithm(body)
  const { bytes, unused } = body.bitsAndUnused()
  body.finish()
  if (unused !== 0) throw body.error('bad-bit-string')
  if (algorithm.oid === OID.rsa) return { type: 'rsa', ...rsaNumbers(bytes) }
  if (algorithm.oid === OID.rsaPss) return pssKey(algorithm, bytes)
  if (algorithm.oid === OID.ed25519) {
    if (bytes.length !== 32) throw new PkiError('Ed25519 public key', 'bad-length')
    return { type: 'ed25519', bits: 256, point: bytes }
  }
  if (algorithm.oid === OID.ecPublicKey || algorithm.oid === OID.sm2Curve)
    return ecKey(algorithm.parameters, bytes)
  return { type: 'unknown', bits: null, oid: algorithm.oid }
}

/** Reads a SubjectPublicKeyInfo that stands alone. */
export function parsePublicKey(spkiDer: Uint8Array): PublicKey {
  return DerReader.of(spkiDer, 'SubjectPublicKeyInfo', 16 * 1024).only(readPublicKey)
}

/** Parameters that are not understood might forbid what we would accept. */
function pssKey({ oid, parameters: given }: AlgorithmIdentifier, bytes: Uint8Array): PublicKey {
  const parameters = readPssParameters(given)
  const free = given === null
  return free || parameters !== null
    ? { type: 'rsa-pss', ...rsaNumbers(bytes), parameters }
    : { type: 'unknown', bits: null, oid }
}

function rsaNumbers(bytes: Uint8Array) {
  const body = DerReader.of(bytes, 'RSA public key', 8 * 1024)
  const [modulus, exponent] = body.only((outer) =>
    outer.sequence().only((inner) => [inner.unsigned(), inner.unsigned()] as const),
  )
  const odd = ((modulus[modulus.length - 1] ?? 0) & (exponent[exponent.length - 1] ?? 0) & 1) === 1
  const one = exponent.length === 1 && exponent[0] === 1 // with exponent 1 every message would be its own signature
  if (!odd || one || modulus.length < 64 || modulus.length > 1024 || exponent.length > 8) {
    throw new PkiError('RSA public key', 'bad-value')
  }
  const bits = modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24
  return { bits, modulus, exponent }
}

function ecKey(parameters: Uint8Array | null, bytes: Uint8Array): PublicKey {
  const curve = parameters === null ? OID.sm2Curve : namedCurve(parameters)
  if (curve === OID.sm2Curve) return { type: 'sm2', bits: 256, point: normaliseSm2PublicKey(bytes) }
  if (curve === OID.p256) return { type: 'ec', bits: 256, curve: 'P-256', point: checked(p256, bytes) }
  if (curve === OID.p384) return { type: 'ec', bits: 384, curve: 'P-384', point: checked(p384, bytes) }
  if (curve === OID.p521) return { type: 'ec', bits: 521, curve: 'P-521', point: checked(p521, bytes) }
  return { type: 'unknown', bits: null, oid: curve ?? OID.ecPublicKey }
}

function namedCurve(parameters: Uint8Array): string | null {
  if (parameters[0] === 0x05) return OID.sm2Curve
  return parameters[0] === 0x06 ? DerReader.of(parameters, 'EC parameters', 64).only((r) => r.oid()) : null
}

function checked(curve: typeof p256, bytes: Uint8Array): Uint8Array {
  try {
    curve.Point.fromBytes(bytes).assertValidity()
    return bytes
  } catch {
    throw new PkiError('EC public key', 'bad-point') // the library has no other reason to throw
  }
}

/** SubjectPublicKeyInfo of an SM2 key (04‖X‖Y). */
export function encodeSm2Spki(publicKey: Uint8Array): Uint8Array {
  const algorithm = encodeAlgorithm(OID.ecPublicKey, der.oid(OID.sm2Curve))
  return der.sequence(algorithm, der.bits(normaliseSm2PublicKey(publicKey)))
}
