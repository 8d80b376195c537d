import { der } from '../der/index.ts'
import { OID } from '../oids.ts'
import { PkiError } from '../pki-error.ts'
import { sm3 } from '../sm3/index.ts'
import { encodeAlgorithm } from './algorithm.ts'
import { type Extension, KEY_USAGES, type KeyUsage } from './extensions.ts'
import { encodeName, type NamePart } from './names.ts'
import { encodeSm2Spki } from './public-key.ts'

/** A name as parts to encode, or the DER of an existing one (so that issuer and subject match to the byte). */
export type NameInput = readonly NamePart[] | Uint8Array

export type CertificateSpec = {
  /** Serial number as unsigned big-endian bytes, 1 to 20. */
  readonly serial: Uint8Array
  readonly issuer: NameInput
  readonly subject: NameInput
  readonly notBefore: Date
  readonly notAfter: Date
  /** SM2 public key (04‖X‖Y). */
  readonly publicKey: Uint8Array
  readonly extensions: readonly Extension[]
  /** Signature algorithm; SM2-with-SM3 unless said otherwise. */
  readonly signatureAlgorithm?: string
}

/** DER of a name given either way. */
export function nameDer(name: NameInput): Uint8Array {
  return name instanceof Uint8Array ? name : encodeName(name)
}

/** The part of a certificate that is to be signed (version 3). */
export function certificateToSign(spec: CertificateSpec): Uint8Array {
  if (spec.serial.length < 1 || spec.serial.length > 20) throw new PkiError('Certificate', 'bad-integer')
  if (!(spec.notBefore.getTime() <= spec.notAfter.getTime())) throw new PkiError('Certificate', 'bad-time')
  return der.sequence(
    der.explicit(0, der.integer(2)),
    der.integer(spec.serial),
    encodeAlgorithm(spec.signatureAlgorithm ?? OID.sm2WithSm3),
    nameDer(spec.issuer),
    der.sequence(der.time(spec.notBefore), der.time(spec.notAfter)),
    nameDer(spec.subject),
    encodeSm2Spki(spec.publicKey),
    der.explicit(3, encodeExtensions(spec.extensions)),
  )
}

/** A certificate, CRL or request from its signed part and the DER signature over it. */
export function assembleSigned(
  tbs: Uint8Array,
  signature: Uint8Array,
  signatureAlgorithm: string = OID.sm2WithSm3,
): Uint8Array {
  return der.sequence(tbs, encodeAlgorithm(signatureAlgorithm), der.bits(signature))
}

/** DER of a certificate; the callback turns the signed part into a DER signature. */
export function buildCertificate(spec: CertificateSpec, sign: (tbs: Uint8Array) => Uint8Array): Uint8Array {
  const tbs = certificateToSign(spec)
  return assembleSigned(tbs, sign(tbs), spec.signatureAlgorithm)
}

/** DER of Extensions in the order given. */
export function encodeExtensions(extensions: readonly Extension[]): Uint8Array {
  return der.sequence(
    ...extensions.map(({ oid, critical, value }) =>
      critical
        ? der.sequence(der.oid(oid), der.boolean(true), der.octets(value))
        : der.sequence(der.oid(oid), der.octets(value)),
    ),
  )
}

/** Key identifier of an SM2 key: the first 20 bytes of SM3 over the point. */
export function keyIdentifier(publicKey: Uint8Array): Uint8Array {
  return sm3(publicKey).slice(0, 20)
}

/** KeyUsage extension, critical. */
export function keyUsageExtension(usages: readonly KeyUsage[]): Extension {
  const value = der.namedBits(usages.map((usage) => KEY_USAGES.indexOf(usage)))
  return { oid: OID.keyUsage, critical: true, value }
}

/** BasicConstraints extension, critical. */
export function basicConstraintsExtension(ca: boolean, pathLength: number | null = null): Extension {
  const limit = pathLength === null ? [] : [der.integer(pathLength)]
  const value = ca ? der.sequence(der.boolean(true), ...limit) : der.sequence()
  return { oid: OID.basicConstraints, critical: true, value }
}

/** SubjectKeyIdentifier extension. */
export function subjectKeyIdExtension(keyId: Uint8Array): Extension {
  return { oid: OID.subjectKeyId, critical: false, value: der.octets(keyId) }
}

/** AuthorityKeyIdentifier extension. */
export function authorityKeyIdExtension(keyId: Uint8Array): Extension {
  return { oid: OID.authorityKeyId, critical: false, value: der.sequence(der.implicit(0, keyId)) }
}

/** ExtendedKeyUsage extension. */
export function extendedKeyUsageExtension(oids: readonly string[]): Extension {
  return { oid: OID.extendedKeyUsage, critical: false, value: der.sequence(...oids.map(der.oid)) }
}

/** CertificatePolicies extension that names the policies and nothing else. */
export function certificatePoliciesExtension(oids: readonly string[]): Extension {
  const policies = oids.map((one) => der.sequence(der.oid(one)))
  return { oid: OID.certificatePolicies, critical: false, value: der.sequence(...policies) }
}

function uri(address: string): Uint8Array {
  // An IA5String takes ASCII only; write names with other letters as punycode.
  if (!/^[\x21-\x7e]+$/.test(address)) throw new PkiError('URI', 'bad-string')
  return der.implicit(6, new TextEncoder().encode(address))
}

/** CRLDistributionPoints extension with one point for each address. */
export function crlUrlsExtension(urls: readonly string[]): Extension {
  const points = urls.map((url) => der.sequence(der.explicit(0, der.explicit(0, uri(url)))))
  return { oid: OID.crlDistributionPoints, critical: false, value: der.sequence(...points) }
}

/** AuthorityInfoAccess extension with OCSP and issuer-certificate addresses. */
export function authorityAccessExtension(
  ocspUrls: readonly string[],
  caIssuerUrls: readonly string[] = [],
): Extension {
  const entries = [
    ...ocspUrls.map((url) => der.sequence(der.oid(OID.ocsp), uri(url))),
    ...caIssuerUrls.map((url) => der.sequence(der.oid(OID.caIssuers), uri(url))),
  ]
  return { oid: OID.authorityInfoAccess, critical: false, value: der.sequence(...entries) }
}

/** Identity extension of GB/T 20518 for an organisation: its credit or organisation code. */
export function organisationCodeExtension(code: string): Extension {
  return { oid: '1.2.156.10260.4.1.4', critical: false, value: der.printable(code) }
}

/** Identity extension of GB/T 20518 for a person: the resident identity number. */
export function residentIdExtension(number: string): Extension {
  return { oid: '1.2.156.10260.4.1.1', critical: false, value: der.explicit(0, der.printable(number)) }
}
