import { sha256 } from '@noble/hashes/sha2.js'
import { equalBytes } from '../bytes.ts'
import { der } from '../der/index.ts'
import { OID } from '../oids.ts'
import { PkiError } from '../pki-error.ts'
import { sm2Digest } from '../sm2/index.ts'
import { signatureToDer } from '../sm2/signature-form.ts'
import { Sm3 } from '../sm3/index.ts'
import type { Certificate } from './model.ts'
import { verifySignature } from './signature.ts'

/** How a token is asked for a signature: over SM3(Z ‖ message), or over the SHA-256 of the message. */
export type SigningScheme = 'sm2-digest' | 'rsa-sha256' | 'ecdsa-sha256'

/** How the key of a certificate signs a document, and the numbers under which that is written. */
export type SigningMethod = {
  readonly scheme: SigningScheme
  /** The signature together with its digest. */
  readonly algorithm: string
  /** The digest of content that is at hand in pieces. */
  readonly hash: (...pieces: readonly Uint8Array[]) => Uint8Array
  readonly hashOid: string
  /** What the token signs in place of the message. */
  readonly digest: (message: Uint8Array) => Uint8Array
  /**
   * The signature as documents hold it. Tokens answer with r and s side by side. Refuses a value that is not the
   * key's over this message, so that no document gets one.
   */
  readonly value: (message: Uint8Array, signature: Uint8Array) => Uint8Array
}

type Parts = Pick<SigningMethod, 'scheme' | 'algorithm' | 'hash' | 'hashOid' | 'digest'>

/** SM2 with SM3, RSA and ECDSA with SHA-256. Refuses a key of another kind. */
export function signingMethodOf(certificate: Certificate): SigningMethod {
  const parts = partsOf(certificate)
  return { ...parts, value: (message, signature) => checked(certificate, parts, message, signature) }
}

function partsOf({ publicKey }: Certificate): Parts {
  const bySha256 = { hash: inPieces(() => sha256.create()), hashOid: OID.sha256, digest: sha256 }
  switch (publicKey.type) {
    case 'sm2': {
      const digest = (message: Uint8Array) => sm2Digest(publicKey.point, message)
      return {
        scheme: 'sm2-digest',
        algorithm: OID.sm2WithSm3,
        hash: inPieces(() => new Sm3()),
        hashOid: OID.sm3,
        digest,
      }
    }
    case 'rsa':
      return { scheme: 'rsa-sha256', algorithm: OID.rsaSha256, ...bySha256 }
    case 'ec':
      return { scheme: 'ecdsa-sha256', algorithm: OID.ecdsaSha256, ...bySha256 }
    default:
      throw new PkiError('signing key', 'unsupported-algorithm')
  }
}

type Hashing = { update(piece: Uint8Array): unknown; digest(): Uint8Array }

function inPieces(begin: () => Hashing): SigningMethod['hash'] {
  return (...pieces) => {
    const hashing = begin()
    for (const piece of pieces) hashing.update(piece)
    return hashing.digest()
  }
}

function checked(
  { publicKey }: Certificate,
  { algorithm }: Parts,
  message: Uint8Array,
  signature: Uint8Array,
): Uint8Array {
  const right = formsOf(publicKey.type, signature).find((form) =>
    verifySignature(publicKey, algorithm, message, form),
  )
  if (right === undefined) throw new PkiError('signature', 'bad-value')
  return right
}

/** The value as given and, where it can be r and s side by side, as DER. */
function formsOf(type: Certificate['publicKey']['type'], signature: Uint8Array): readonly Uint8Array[] {
  const half = signature.length / 2
  if (type === 'rsa' || !Number.isInteger(half) || half === 0) return [signature]
  const pair =
    half === 32
      ? signatureToDer(signature)
      : der.sequence(der.integer(signature.subarray(0, half)), der.integer(signature.subarray(half)))
  return equalBytes(pair, signature) ? [signature] : [signature, pair]
}

/** The longest signature that the key makes. */
export function longestSignature({ publicKey }: Certificate): number {
  if (publicKey.type === 'sm2') return 72
  // Two numbers of the curve's length, each with a sign pad and a header, inside another header.
  return publicKey.type === 'ec'
    ? 2 * (Math.ceil(publicKey.bits / 8) + 4) + 3
    : Math.ceil((publicKey.bits ?? 0) / 8)
}
