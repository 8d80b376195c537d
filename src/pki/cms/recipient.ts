import { type DerReader, der } from '../der/index.ts'
import { OID } from '../oids.ts'
import { PkiError } from '../pki-error.ts'
import { sm2Encrypt } from '../sm2/index.ts'
import { encodeAlgorithm, readAlgorithm } from '../x509/algorithm.ts'
import type { Certificate } from '../x509/model.ts'
import { encodeIssuerAndSerial, isParty, type Party, readParty } from './party.ts'
import { sm2KeyOf } from './signer.ts'

export type Recipient = {
  readonly party: Party
  readonly keyAlgorithm: string
  /** The symmetric key, encrypted with SM2: SM2Cipher in DER, or raw C1C2C3 without the 04 (old CFCA software). */
  readonly encryptedKey: Uint8Array
}

/** Reads the SET OF RecipientInfo. */
export function readRecipients(body: DerReader): readonly Recipient[] {
  return body.set().all(readRecipient, 1000)
}

/** Reads a RecipientInfo. */
export function readRecipient(reader: DerReader): Recipient {
  const body = reader.sequence().atMost(64 * 1024)
  const version = body.small()
  if (version > 2) throw body.error('unsupported-version')
  const party = readParty(body)
  const keyAlgorithm = readAlgorithm(body).oid
  const encryptedKey = body.octets()
  body.finish()
  return { party, keyAlgorithm, encryptedKey }
}

/** SET OF RecipientInfo that wraps a symmetric key once for each certificate. */
export function encodeRecipients(certificates: readonly Certificate[], key: Uint8Array): Uint8Array {
  if (certificates.length === 0) throw new PkiError('EnvelopedData', 'missing-field')
  const one = (certificate: Certificate) =>
    der.sequence(
      der.integer(1),
      encodeIssuerAndSerial(certificate),
      encodeAlgorithm(OID.sm2Encryption),
      der.octets(sm2Encrypt(sm2KeyOf(certificate), key)),
    )
  return der.setOf(...certificates.map(one))
}

/** The wrapped key for the holder of a certificate. Refuses if there is none. */
export function recipientFor(recipients: readonly Recipient[], certificate: Certificate): Recipient {
  const found = recipients.find((recipient) => isParty(recipient.party, certificate))
  if (found === undefined) throw new PkiError('EnvelopedData', 'not-a-recipient')
  return found
}
