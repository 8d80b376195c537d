import { equalBytes } from '../bytes.ts'
import { context, type DerReader, der } from '../der/index.ts'
import type { Certificate } from '../x509/model.ts'
import { type DistinguishedName, readName, sameName } from '../x509/names.ts'
import { serialHex } from '../x509/parse.ts'

/**
 * Names who signed a message or may open it: by issuer and serial number, or, in CFCA's envelopes, by subject key
 * identifier.
 */
export type Party =
  | { readonly by: 'issuer-and-serial'; readonly issuer: DistinguishedName; readonly serialHex: string }
  | { readonly by: 'subject-key-id'; readonly subjectKeyId: Uint8Array }

/** Reads an IssuerAndSerialNumber or the [0] SubjectKeyIdentifier in its place. */
export function readParty(reader: DerReader): Party {
  const keyId = context(0, false)
  if (reader.peek() === keyId) return { by: 'subject-key-id', subjectKeyId: reader.content(keyId) }
  const body = reader.sequence()
  const issuer = readName(body)
  const serial = serialHex(body.integerBytes())
  body.finish()
  return { by: 'issuer-and-serial', issuer, serialHex: serial }
}

/** DER of the IssuerAndSerialNumber of a certificate. */
export function encodeIssuerAndSerial(certificate: Certificate): Uint8Array {
  return der.sequence(certificate.issuer.raw, der.element(2, certificate.serial))
}

/** Whether the party is the holder of this certificate. */
export function isParty(party: Party, certificate: Certificate): boolean {
  if (party.by === 'subject-key-id') {
    return certificate.subjectKeyId !== null && equalBytes(party.subjectKeyId, certificate.subjectKeyId)
  }
  return party.serialHex === certificate.serialHex && sameName(party.issuer, certificate.issuer)
}
