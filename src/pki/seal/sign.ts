import { der } from '../der/index.ts'
import type { Certificate } from '../x509/model.ts'
import { type SigningMethod, signingMethodOf } from '../x509/signing-method.ts'
import type { ElectronicSeal, SealStandard } from './model.ts'

export type SealSignatureSpec = {
  readonly seal: ElectronicSeal
  readonly certificate: Certificate
  /** What is signed: the bytes of Signature.xml. */
  readonly content: Uint8Array
  /** The path of Signature.xml in its package; ASCII. */
  readonly propertyInfo: string
  readonly time: Date
}

/** What a private key has to sign, and the call that makes the document's part from the signature. */
export type ToSign = Pick<SigningMethod, 'scheme'> & {
  /** The bytes that the signature covers. */
  readonly message: Uint8Array
  /** What a token is given in place of the message. */
  readonly digest: Uint8Array
  /** Takes DER, or r and s side by side. Refuses a signature that is not the certificate's. */
  readonly finish: (signature: Uint8Array) => Uint8Array
}

const VERSIONS: Readonly<Record<SealStandard, number>> = {
  'GM/T 0031-2014': 1,
  'GB/T 38540-2020': 4,
  'GM/T 0031-2025': 5,
}

/**
 * Prepares an SES_Signature of the standard that the seal follows. That of 2014 has certificate and algorithm inside
 * what is signed, and leaves the form of the time to the maker: it is written as ISO 8601 in UTC.
 */
export function sealSignatureToSign(spec: SealSignatureSpec): ToSign {
  const { seal, certificate } = spec
  const { scheme, algorithm, digest, value } = signingMethodOf(certificate)
  const isOld = seal.standard === 'GM/T 0031-2014'
  const signer = [der.octets(certificate.raw), der.oid(algorithm)]
  const message = isOld ? describedOld(spec, signer) : described(spec)
  return {
    scheme,
    message,
    digest: digest(message),
    finish: (signature) => {
      const signed = der.bits(value(message, signature))
      return isOld ? der.sequence(message, signed) : der.sequence(message, ...signer, signed)
    },
  }
}

function described({ seal, certificate, content, propertyInfo, time }: SealSignatureSpec): Uint8Array {
  return der.sequence(
    der.integer(VERSIONS[seal.standard]),
    seal.raw,
    der.generalizedTime(time),
    der.bits(signingMethodOf(certificate).hash(content)),
    der.ia5(propertyInfo),
  )
}

function describedOld(
  { seal, certificate, content, propertyInfo, time }: SealSignatureSpec,
  signer: readonly Uint8Array[],
): Uint8Array {
  const written = `${time.toISOString().slice(0, 19)}Z`
  return der.sequence(
    der.integer(VERSIONS[seal.standard]),
    seal.raw,
    der.bits(new TextEncoder().encode(written)),
    der.bits(signingMethodOf(certificate).hash(content)),
    der.ia5(propertyInfo),
    ...signer,
  )
}
