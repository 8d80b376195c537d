import { concat } from '../bytes.ts'
import { der } from '../der/index.ts'
import { OID } from '../oids.ts'
import type { ToSign } from '../seal/sign.ts'
import { encodeAlgorithm } from '../x509/algorithm.ts'
import type { Certificate } from '../x509/model.ts'
import { longestSignature, type SigningMethod, signingMethodOf } from '../x509/signing-method.ts'
import { type MessageNumbers, signedFrame } from './frame.ts'
import { encodeAttributes, encodeSigner } from './signer.ts'

export type DetachedMessageSpec = {
  /** The content in the pieces in which it is at hand; they count as one. */
  readonly pieces: readonly Uint8Array[]
  readonly certificate: Certificate
  /** Certificates to send along besides the signer's. */
  readonly chain: readonly Certificate[]
  readonly signingTime: Date
}

/**
 * Prepares a message without its content, with signed attributes: of GM/T 0010 for an SM2 certificate, of PKCS#7 for
 * RSA and ECDSA, whose verifiers know no other numbers.
 */
export function detachedMessageToSign(spec: DetachedMessageSpec): ToSign {
  const method = signingMethodOf(spec.certificate)
  const message = attributesOf(spec, method)
  return {
    scheme: method.scheme,
    message,
    digest: method.digest(message),
    finish: (signature) => assembled(spec, method, message, method.value(message, signature)),
  }
}

/** The most bytes that such a message has, whatever its content is. A PDF leaves so much room before it is signed. */
export function detachedMessageRoom(spec: Omit<DetachedMessageSpec, 'pieces'>): number {
  const [empty, method] = [{ ...spec, pieces: [] }, signingMethodOf(spec.certificate)]
  const signature = new Uint8Array(longestSignature(spec.certificate))
  return assembled(empty, method, attributesOf(empty, method), signature).length
}

function attributesOf({ pieces, signingTime }: DetachedMessageSpec, method: SigningMethod): Uint8Array {
  return encodeAttributes(numbersOf(method).data, method.hash(...pieces), signingTime)
}

function assembled(
  { certificate, chain }: DetachedMessageSpec,
  method: SigningMethod,
  attributes: Uint8Array,
  signature: Uint8Array,
): Uint8Array {
  const numbers = numbersOf(method)
  const algorithms = { digest: numbers.digest, signature: signatureAlgorithm(method) }
  const info = encodeSigner(certificate, attributes, signature, algorithms)
  const { head, tail } = signedFrame(null, { certificates: [certificate, ...chain], infos: [info] }, numbers)
  return concat(head, tail)
}

function numbersOf({ scheme, hashOid }: SigningMethod): MessageNumbers {
  const digest = encodeAlgorithm(hashOid)
  return scheme === 'sm2-digest'
    ? { signed: OID.gmSignedData, data: OID.gmData, digest }
    : { signed: OID.signedData, data: OID.data, digest }
}

/** PKCS#7 names RSA by its key alone (RFC 3370 3.2), GM/T 0010 the signature of SM2. */
function signatureAlgorithm({ scheme, algorithm }: SigningMethod): Uint8Array {
  if (scheme === 'sm2-digest') return encodeAlgorithm(OID.sm2Signature)
  return scheme === 'rsa-sha256' ? encodeAlgorithm(OID.rsa, der.nothing()) : encodeAlgorithm(algorithm)
}
