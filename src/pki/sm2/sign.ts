import { concat, toBigInt, utf8 } from '../bytes.ts'
import { PkiError } from '../pki-error.ts'
import { Sm3, sm3 } from '../sm3/index.ts'
import {
  decodePoint,
  encodePoint,
  encodeScalar,
  multiplyGenerator,
  Order,
  type PreparedPoint,
  preparePoint,
  privateScalar,
  SM2_CURVE,
  sumHasX,
} from './curve.ts'
import { randomScalar } from './keys.ts'
import { decodeSignature, encodeSignature } from './signature-form.ts'

/** The identity that certificates, requests and messages are signed under unless told otherwise. */
export const DEFAULT_SM2_ID = utf8('1234567812345678')

export type Sm2SignatureForm = 'der' | 'raw'
export type Sm2SignOptions = { readonly id?: Uint8Array; readonly form?: Sm2SignatureForm }

const CURVE_BYTES = concat(
  encodeScalar(SM2_CURVE.a),
  encodeScalar(SM2_CURVE.b),
  encodeScalar(SM2_CURVE.Gx),
  encodeScalar(SM2_CURVE.Gy),
)

/** Z of GB/T 32918.2 5.5: the digest that ties a signature to the signer's identity and public key. */
export function sm2Z(publicKey: Uint8Array, id?: Uint8Array): Uint8Array {
  return zOf(encodePoint(decodePoint(publicKey)), id)
}

function zOf(encodedPoint: Uint8Array, id: Uint8Array = DEFAULT_SM2_ID): Uint8Array {
  if (id.length > 8191) throw new PkiError('SM2 identity', 'too-large')
  const bitLength = Uint8Array.of(id.length >> 5, (id.length << 3) & 255)
  return sm3(bitLength, id, CURVE_BYTES, encodedPoint.subarray(1))
}

/** e = SM3(Z ‖ message): the digest that a token is asked to sign. */
export function sm2Digest(publicKey: Uint8Array, message: Uint8Array, id?: Uint8Array): Uint8Array {
  return sm3(sm2Z(publicKey, id), message)
}

/** A private key with everything precomputed for repeated signing. */
export type Sm2Signer = {
  readonly publicKey: Uint8Array
  /** Signature over SM3(Z ‖ message). */
  readonly sign: (message: Uint8Array) => Uint8Array
  /** Signature over a ready digest e of 32 bytes. */
  readonly signDigest: (e: Uint8Array) => Uint8Array
}

/** Prepares a private key for repeated signing under one identity; DER signatures unless `form` says raw. */
export function prepareSm2Signer(privateKey: Uint8Array, options: Sm2SignOptions = {}): Sm2Signer {
  const d = privateScalar(privateKey)
  const inverse = Order.inv(d + 1n)
  const publicKey = encodePoint(multiplyGenerator(d))
  const seeded = new Sm3().update(zOf(publicKey, options.id))
  const signDigest = (e: Uint8Array) => signWith(d, inverse, digestNumber(e), options.form ?? 'der')
  return {
    publicKey,
    sign: (message) => signDigest(seeded.clone().update(message).digest()),
    signDigest,
  }
}

function digestNumber(e: Uint8Array): bigint {
  if (e.length !== 32) throw new PkiError('SM2 digest', 'bad-length')
  return toBigInt(e)
}

// GB/T 32918.2 6.1. Where the standard refuses a k, a fresh one is drawn.
function signWith(d: bigint, inverse: bigint, e: bigint, form: Sm2SignatureForm): Uint8Array {
  for (;;) {
    const signature = signatureFor(d, inverse, e, randomScalar())
    if (signature === null) continue
    const [r, s] = signature
    return form === 'der' ? encodeSignature(r, s) : concat(encodeScalar(r), encodeScalar(s))
  }
}

/** r and s for a given k, or null if the standard demands another k. Exported for the published vector. */
export function signatureFor(
  d: bigint,
  inverse: bigint,
  e: bigint,
  k: bigint,
): readonly [bigint, bigint] | null {
  const r = Order.create(e + multiplyGenerator(k).x)
  if (r === 0n || r + k === SM2_CURVE.n) return null
  const s = Order.mul(inverse, Order.create(k - r * d))
  return s === 0n ? null : [r, s]
}

/** Signs a message once. */
export function sm2Sign(privateKey: Uint8Array, message: Uint8Array, options?: Sm2SignOptions): Uint8Array {
  return prepareSm2Signer(privateKey, options).sign(message)
}

/** Signs a ready digest e once. */
export function sm2SignDigest(
  privateKey: Uint8Array,
  e: Uint8Array,
  form: Sm2SignatureForm = 'der',
): Uint8Array {
  return prepareSm2Signer(privateKey, { form }).signDigest(e)
}

/** A public key with everything precomputed for repeated verification. */
export type Sm2Verifier = {
  readonly publicKey: Uint8Array
  /** Whether the signature is right for SM3(Z ‖ message). A malformed signature is simply not right. */
  readonly verify: (message: Uint8Array, signature: Uint8Array) => boolean
  /** Whether the signature is right for a ready digest e. */
  readonly verifyDigest: (e: Uint8Array, signature: Uint8Array) => boolean
}

/** Checks a public key and prepares it. After thirty signatures a table makes verification three times as fast. */
export function prepareSm2Verifier(publicKey: Uint8Array, options: Sm2SignOptions = {}): Sm2Verifier {
  const point = preparePoint(decodePoint(publicKey))
  const encoded = encodePoint(point.point)
  const seeded = new Sm3().update(zOf(encoded, options.id))
  const verifyDigest = (e: Uint8Array, signature: Uint8Array) =>
    verifyWith(point, e, signature, options.form ?? 'der')
  return {
    publicKey: encoded,
    verify: (message, signature) => verifyDigest(seeded.clone().update(message).digest(), signature),
    verifyDigest,
  }
}

// GB/T 32918.2 7.1, with the range checks before any arithmetic.
function verifyWith(
  point: PreparedPoint,
  e: Uint8Array,
  signature: Uint8Array,
  form: Sm2SignatureForm,
): boolean {
  const numbers = numbersOf(signature, form)
  if (numbers === null || e.length !== 32) return false
  const [r, s] = numbers
  const inRange = r >= 1n && r < SM2_CURVE.n && s >= 1n && s < SM2_CURVE.n
  const t = Order.create(r + s)
  if (!inRange || t === 0n) return false
  return sumHasX(s, point, t, Order.create(r - toBigInt(e)))
}

function numbersOf(signature: Uint8Array, form: Sm2SignatureForm): readonly [bigint, bigint] | null {
  try {
    return decodeSignature(signature, form)
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}

/** Verifies one signature. A malformed key is an error; a malformed signature is false. */
export function sm2Verify(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  options: Sm2SignOptions = {},
): boolean {
  return prepareSm2Verifier(publicKey, options).verify(message, signature)
}

/** Verifies one signature over a ready digest e. */
export function sm2VerifyDigest(
  publicKey: Uint8Array,
  e: Uint8Array,
  signature: Uint8Array,
  form: Sm2SignatureForm = 'der',
): boolean {
  return prepareSm2Verifier(publicKey, { form }).verifyDigest(e, signature)
}
