import { toBigInt, toHex } from '../bytes.ts'
import { context, DerReader } from '../der/index.ts'
import { OID } from '../oids.ts'
import { derOf } from '../pem.ts'
import { sha256 } from '../sha256.ts'
import { sm3 } from '../sm3/index.ts'
import { readAlgorithm, sameAlgorithm, signatureAlgorithmName } from './algorithm.ts'
import {
  type BasicConstraints,
  type Extension,
  type KeyUsage,
  readAuthorityAccess,
  readAuthorityKeyId,
  readBasicConstraints,
  readCrlUrls,
  readExtendedKeyUsage,
  readExtensions,
  readKeyUsage,
  readSubjectKeyId,
} from './extensions.ts'
import { readIdentity } from './identity.ts'
import type { Certificate, CertificateUse } from './model.ts'
import { readName } from './names.ts'
import { readPublicKey } from './public-key.ts'

/** Larger certificates are refused. */
export const MAX_CERTIFICATE = 64 * 1024

/** Reads one certificate from DER, PEM or bare base64. An error in any part refuses the whole certificate. */
export function parseCertificate(input: Uint8Array | string): Certificate {
  const raw = new Uint8Array(derOf(input, 0, 'CERTIFICATE'))
  return DerReader.of(raw, 'Certificate', MAX_CERTIFICATE).only(readCertificate)
}

/** Reads one certificate inside a larger structure. */
export function readCertificate(reader: DerReader): Certificate {
  const start = reader.offset
  const body = reader.sequence().atMost(MAX_CERTIFICATE)
  const tbsStart = body.offset
  const fields = readTbs(body.sequence())
  const tbs = body.bytes.subarray(tbsStart, body.offset)
  const algorithmAt = body.offset
  const algorithm = readAlgorithm(body)
  if (!sameAlgorithm(algorithm, fields.innerAlgorithm)) throw body.error('mismatched-algorithm', algorithmAt)
  const signature = body.bits()
  body.finish()
  const { innerAlgorithm, extensions, ...rest } = fields
  return {
    raw: reader.bytes.subarray(start, reader.offset),
    tbs,
    ...rest,
    signatureAlgorithm: { ...innerAlgorithm, name: signatureAlgorithmName(algorithm.oid) },
    signature,
    ...readKnownExtensions(extensions),
    identity: readIdentity(extensions, fields.subject),
    extensions,
  }
}

function readTbs(tbs: DerReader) {
  const version = readVersion(tbs)
  const serial = readSerial(tbs)
  const innerAlgorithm = readAlgorithm(tbs)
  const issuer = readName(tbs)
  const validity = tbs.sequence()
  const notBefore = validity.time()
  const notAfter = validity.time()
  validity.finish()
  const subject = readName(tbs)
  const spkiStart = tbs.offset
  const publicKey = readPublicKey(tbs)
  const spkiDer = tbs.bytes.subarray(spkiStart, tbs.offset)
  if (tbs.peek() === context(1, false)) tbs.raw()
  if (tbs.peek() === context(2, false)) tbs.raw()
  const wrapped = version === 3 ? tbs.optional(context(3)) : null
  const extensions = wrapped === null ? [] : wrapped.only(readExtensions)
  tbs.finish()
  const names = { issuer, subject, notBefore, notAfter, spkiDer, publicKey }
  return { version, serial, serialHex: serialHex(serial), innerAlgorithm, ...names, extensions }
}

function readVersion(tbs: DerReader): 1 | 2 | 3 {
  const at = tbs.offset
  const version = (tbs.optional(context(0))?.only((r) => r.small()) ?? 0) + 1
  if (version === 1 || version === 2 || version === 3) return version
  throw tbs.error('unsupported-version', at)
}

// RFC 5280 4.1.2.2 allows 20 bytes; older authorities wrote longer ones, and negative ones.
function readSerial(tbs: DerReader): Uint8Array {
  const at = tbs.offset
  const serial = tbs.integerBytes()
  if (serial.length > 40) throw tbs.error('bad-integer', at)
  return serial
}

/** Upper-case hexadecimal of a serial number's INTEGER content, without the sign pad; a negative one with its minus. */
export function serialHex(content: Uint8Array): string {
  if ((content[0] ?? 0) >= 0x80) {
    const hex = ((1n << BigInt(8 * content.length)) - toBigInt(content)).toString(16).toUpperCase()
    return `-${hex.length % 2 === 0 ? '' : '0'}${hex}`
  }
  const magnitude = content.length > 1 && content[0] === 0 ? content.subarray(1) : content
  return toHex(magnitude).toUpperCase()
}

type Known = Pick<
  Certificate,
  | 'use'
  | 'keyUsage'
  | 'extendedKeyUsage'
  | 'basicConstraints'
  | 'subjectKeyId'
  | 'authorityKeyId'
  | 'crlUrls'
  | 'ocspUrls'
  | 'caIssuerUrls'
>

function readKnownExtensions(extensions: readonly Extension[]): Known {
  const read = <T>(oid: string, reader: (value: Uint8Array) => T): T | null => {
    const found = extensions.find((extension) => extension.oid === oid)
    return found === undefined ? null : reader(found.value)
  }
  const keyUsage = read(OID.keyUsage, readKeyUsage)
  const basicConstraints = read(OID.basicConstraints, readBasicConstraints)
  const access = read(OID.authorityInfoAccess, readAuthorityAccess)
  return {
    use: classified(keyUsage, basicConstraints),
    keyUsage,
    basicConstraints,
    extendedKeyUsage: read(OID.extendedKeyUsage, readExtendedKeyUsage) ?? [],
    subjectKeyId: read(OID.subjectKeyId, readSubjectKeyId),
    authorityKeyId: read(OID.authorityKeyId, readAuthorityKeyId),
    crlUrls: read(OID.crlDistributionPoints, readCrlUrls) ?? [],
    ocspUrls: access?.ocspUrls ?? [],
    caIssuerUrls: access?.caIssuerUrls ?? [],
  }
}

function classified(
  usage: ReadonlySet<KeyUsage> | null,
  constraints: BasicConstraints | null,
): CertificateUse {
  if (constraints?.ca === true || usage?.has('keyCertSign')) return 'ca'
  if (usage === null) return 'unknown'
  const signs = usage.has('digitalSignature') || usage.has('nonRepudiation')
  const encrypts = usage.has('keyEncipherment') || usage.has('dataEncipherment') || usage.has('keyAgreement')
  if (signs && encrypts) return 'both'
  return signs ? 'signing' : encrypts ? 'encryption' : 'neither'
}

/** SM3 fingerprint of a certificate, upper-case hexadecimal. */
export function fingerprintSm3(certificate: Certificate): string {
  return toHex(sm3(certificate.raw)).toUpperCase()
}

const fingerprints = new WeakMap<Certificate, string>()

/** SHA-256 fingerprint of a certificate, upper-case hexadecimal. It is its name everywhere, so it is made once. */
export function fingerprintSha256(certificate: Certificate): string {
  const known = fingerprints.get(certificate)
  if (known !== undefined) return known
  const fingerprint = toHex(sha256(certificate.raw)).toUpperCase()
  fingerprints.set(certificate, fingerprint)
  return fingerprint
}
