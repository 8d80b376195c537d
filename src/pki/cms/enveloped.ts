import { concat, randomBytes } from '../bytes.ts'
import { der } from '../der/index.ts'
import { OID } from '../oids.ts'
import { sm2Decrypt } from '../sm2/index.ts'
import { type Sm4Padding, sm4CbcEncrypt } from '../sm4/index.ts'
import type { Certificate } from '../x509/model.ts'
import { encodeContentInfo, readMessage } from './content-info.ts'
import {
  decryptContent,
  type EncryptedContent,
  encodeEncryptedContent,
  encryptedContent,
  readAuthenticatedContent,
  readEncryptedContent,
} from './encrypted-content.ts'
import { encodeRecipients, type Recipient, readRecipients, recipientFor } from './recipient.ts'

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

const BLOCK = 16

/** Begins a message to the holders of these encryption certificates. It encrypts each part as it comes. */
export function sealInParts(recipients: readonly Certificate[]): Sealer {
  const key = randomBytes(16)
  const iv = randomBytes(BLOCK)
  const parts: Uint8Array[] = []
  let chain = iv
  let rest = new Uint8Array()
  const encrypt = (data: Uint8Array, padding: Sm4Padding): void => {
    const encrypted = sm4CbcEncrypt(key, chain, data, padding)
    if (encrypted.length > 0) chain = encrypted.slice(-BLOCK)
    parts.push(encrypted)
  }
  return {
    update: (part) => {
      const data = rest.length === 0 ? part : concat(rest, part)
      const whole = data.length - (data.length % BLOCK)
      encrypt(data.subarray(0, whole), 'none')
      // A copy, also of a Buffer: it is overwritten afterwards.
      rest = Uint8Array.from(data.subarray(whole))
    },
    finish: () => {
      encrypt(rest, 'pkcs7')
      const recipientInfos = encodeRecipients(recipients, key)
      key.fill(0)
      rest.fill(0)
      const content = encodeEncryptedContent(iv, concat(...parts))
      const body = der.sequence(der.integer(1), recipientInfos, content)
      return encodeContentInfo(OID.gmEnvelopedData, body)
    },
  }
}

/**
 * DER of an EnvelopedData message to the holders of these encryption certificates. SM4-CBC encrypts the content, SM2
 * encrypts the key.
 */
export function sealMessage(content: Uint8Array, recipients: readonly Certificate[]): Uint8Array {
  const key = randomBytes(16)
  const body = der.sequence(der.integer(1), encodeRecipients(recipients, key), encryptedContent(key, content))
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
