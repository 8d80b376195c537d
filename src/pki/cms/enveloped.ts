import { concat, randomBytes } from '../bytes.ts'
import { OID } from '../oids.ts'
import { sm2Decrypt } from '../sm2/index.ts'
import { sm4CbcEncryption } from '../sm4/cbc-stream.ts'
import type { Certificate } from '../x509/model.ts'
import { readMessage } from './content-info.ts'
import {
  decryptContent,
  type EncryptedContent,
  readAuthenticatedContent,
  readEncryptedContent,
} from './encrypted-content.ts'
import { sealedFrame } from './frame.ts'
import { type Recipient, readRecipients, recipientFor } from './recipient.ts'

/** A GM/T 0010 EnvelopedData message. */
export type EnvelopedMessage = {
  readonly recipients: readonly Recipient[]
  readonly encrypted: EncryptedContent
}

/** Seals a content that comes in parts. */
export type Sealer = {
  update(part: Uint8Array): void
  /** DER of the EnvelopedData message. */
  finish(): Uint8Array
}

/** Begins a message to the holders of these encryption certificates. It encrypts each part as it comes. */
export function sealInParts(recipients: readonly Certificate[]): Sealer {
  const [key, iv] = [randomBytes(16), randomBytes(16)]
  const encryption = sm4CbcEncryption(key, iv)
  const parts: Uint8Array[] = []
  let length = 0
  return {
    update: (part) => {
      length += part.length
      parts.push(encryption.update(part))
    },
    finish: () => {
      parts.push(encryption.finish())
      const { head, tail } = sealedFrame(length, { recipients, key, iv })
      key.fill(0)
      return concat(head, ...parts, tail)
    },
  }
}

/**
 * DER of an EnvelopedData message to the holders of these encryption certificates. SM4-CBC encrypts the content, SM2
 * encrypts the key.
 */
export function sealMessage(content: Uint8Array, recipients: readonly Certificate[]): Uint8Array {
  const sealer = sealInParts(recipients)
  sealer.update(content)
  return sealer.finish()
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
