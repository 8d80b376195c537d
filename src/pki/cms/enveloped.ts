import { randomBytes } from '../bytes.ts'
import { der } from '../der/index.ts'
import { OID } from '../oids.ts'
import { sm2Decrypt } from '../sm2/index.ts'
import type { Certificate } from '../x509/model.ts'
import { encodeContentInfo, readMessage } from './content-info.ts'
import {
  decryptContent,
  type EncryptedContent,
  encodeEncryptedContent,
  readAuthenticatedContent,
  readEncryptedContent,
} from './encrypted-content.ts'
import { encodeRecipients, type Recipient, readRecipients, recipientFor } from './recipient.ts'

/** A GM/T 0010 EnvelopedData message. */
export type EnvelopedMessage = {
  readonly recipients: readonly Recipient[]
  readonly encrypted: EncryptedContent
}

/**
 * DER of an EnvelopedData message to the holders of these encryption certificates. SM4-CBC encrypts the content, SM2
 * encrypts the key.
 */
export function sealMessage(content: Uint8Array, recipients: readonly Certificate[]): Uint8Array {
  const key = randomBytes(16)
  const body = der.sequence(
    der.integer(1),
    encodeRecipients(recipients, key),
    encodeEncryptedContent(key, randomBytes(16), content),
  )
  key.fill(0)
  return encodeContentInfo(OID.gmEnvelopedData, body)
}

/** Reads an EnvelopedData or AuthEnvelopedData message from BER, DER, PEM or base64. */
export function parseEnvelopedMessage(input: Uint8Array | string): EnvelopedMessage {
  return readMessage(input, 'enveloped', 'EnvelopedData', (content, type) => {
    const body = content.sequence()
    if (body.small() > 2) throw body.error('unsupported-version')
    const recipients = readRecipients(body)
    const authenticated = type === OID.authEnvelopedData
    const encrypted = authenticated ? readAuthenticatedContent(body) : readEncryptedContent(body)
    body.finish()
    return { recipients, encrypted }
  })
}

/** Opens a message with the private key of the holder of this certificate. */
export function openMessage(
  message: EnvelopedMessage,
  certificate: Certificate,
  privateKey: Uint8Array,
): Uint8Array {
  const { encryptedKey } = recipientFor(message.recipients, certificate)
  const key = sm2Decrypt(privateKey, encryptedKey)
  const content = decryptContent(message.encrypted, key)
  key.fill(0)
  return content
}
