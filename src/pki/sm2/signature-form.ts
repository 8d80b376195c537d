import { concat, leftPad, toBigInt } from '../bytes.ts'
import { DerReader, der } from '../der/index.ts'
import { PkiError } from '../pki-error.ts'
import { encodeScalar } from './curve.ts'

/** SM2Signature as DER (SEQUENCE of two INTEGERs) from r‖s of 64 bytes. */
export function signatureToDer(raw: Uint8Array): Uint8Array {
  if (raw.length !== 64) throw new PkiError('SM2 signature', 'bad-length')
  return der.sequence(der.integer(raw.subarray(0, 32)), der.integer(raw.subarray(32)))
}

/** r‖s of 64 bytes from DER. Refuses anything but strict DER of two integers of up to 32 bytes. */
export function signatureToRaw(signature: Uint8Array): Uint8Array {
  const body = DerReader.of(signature, 'SM2 signature', 80)
  const [r, s] = body.only((outer) =>
    outer.sequence().only((inner) => [inner.unsigned(), inner.unsigned()] as const),
  )
  const [left, right] = [leftPad(r, 32), leftPad(s, 32)]
  if (left === null || right === null) throw new PkiError('SM2 signature', 'bad-integer')
  return concat(left, right)
}

/**
 * The signature as DER. Products write r‖s of 64 bytes into seals and messages, against the standards; such a value of
 * an SM2 key is no DER and can mean nothing else.
 */
export function asDer(key: { readonly type: string }, signature: Uint8Array): Uint8Array {
  return key.type === 'sm2' && signature.length === 64 && !isDer(signature)
    ? signatureToDer(signature)
    : signature
}

function isDer(signature: Uint8Array): boolean {
  try {
    signatureToRaw(signature)
    return true
  } catch (error) {
    if (error instanceof PkiError) return false
    throw error
  }
}

/** DER of the two numbers. */
export function encodeSignature(r: bigint, s: bigint): Uint8Array {
  return der.sequence(der.integer(encodeScalar(r)), der.integer(encodeScalar(s)))
}

/** The two numbers of a DER signature, or of a raw one of 64 bytes if the caller says that it is raw. */
export function decodeSignature(signature: Uint8Array, form: 'der' | 'raw'): readonly [bigint, bigint] {
  const raw = form === 'raw' ? signature : signatureToRaw(signature)
  if (raw.length !== 64) throw new PkiError('SM2 signature', 'bad-length')
  return [toBigInt(raw.subarray(0, 32)), toBigInt(raw.subarray(32))]
}
