import { sha1 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { equalBytes } from '../bytes.ts'
import { DerReader, der } from '../der/index.ts'
import { OID } from '../oids.ts'
import { sm3 } from '../sm3/index.ts'
import { encodeAlgorithm, readAlgorithm } from './algorithm.ts'
import type { Certificate } from './model.ts'
import { serialHex } from './parse.ts'

/** CertID of RFC 6960 4.1.1: which certificate is asked about. */
export type OcspCertId = {
  readonly hashAlgorithm: string
  readonly issuerNameHash: Uint8Array
  readonly issuerKeyHash: Uint8Array
  readonly serial: Uint8Array
  readonly serialHex: string
}

type Hash = (data: Uint8Array) => Uint8Array
const HASHES: Readonly<Record<string, Hash>> = { [OID.sm3]: sm3, [OID.sha1]: sha1, [OID.sha256]: sha256 }

/** Reads a CertID. */
export function readCertId(reader: DerReader): OcspCertId {
  const body = reader.sequence()
  const hashAlgorithm = readAlgorithm(body).oid
  const issuerNameHash = body.octets()
  const issuerKeyHash = body.octets()
  const serial = body.integerBytes()
  body.finish()
  return { hashAlgorithm, issuerNameHash, issuerKeyHash, serial, serialHex: serialHex(serial) }
}

/** DER of a CertID. */
export function encodeCertId(id: OcspCertId): Uint8Array {
  return der.sequence(
    encodeAlgorithm(id.hashAlgorithm, der.nothing()),
    der.octets(id.issuerNameHash),
    der.octets(id.issuerKeyHash),
    der.element(2, id.serial),
  )
}

/** The CertID of a certificate by SM3. */
export function certIdOf(certificate: Certificate, issuer: Certificate): OcspCertId {
  const { serial, serialHex: hex } = certificate
  return { hashAlgorithm: OID.sm3, ...hashesOf(issuer, sm3), serial, serialHex: hex }
}

function hashesOf(issuer: Certificate, hash: Hash) {
  return { issuerNameHash: hash(issuer.subject.raw), issuerKeyHash: hash(keyBits(issuer)) }
}

function keyBits(certificate: Certificate): Uint8Array {
  const body = DerReader.of(certificate.spkiDer, 'SubjectPublicKeyInfo').only((r) => r.sequence())
  body.sequence()
  return body.bits()
}

/** Whether a CertID speaks of certificates of this issuer (SM3, SHA-1 and SHA-256 are understood). */
export function isCertIdOf(id: OcspCertId, issuer: Certificate): boolean {
  const hash = HASHES[id.hashAlgorithm]
  if (hash === undefined) return false
  const { issuerNameHash, issuerKeyHash } = hashesOf(issuer, hash)
  return equalBytes(issuerNameHash, id.issuerNameHash) && equalBytes(issuerKeyHash, id.issuerKeyHash)
}
