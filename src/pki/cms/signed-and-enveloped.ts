import { randomBytes } from '../bytes.ts'
import { DerReader, der } from '../der/index.ts'
import type { EnvelopedKey } from '../envelope/gmt0009.ts'
import { OID } from '../oids.ts'
import { PkiError } from '../pki-error.ts'
import { readAsn1Cipher } from '../sm2/cipher-form.ts'
import { sm2Digest } from '../sm2/index.ts'
import { encodeAlgorithm, readAlgorithm } from '../x509/algorithm.ts'
import type { Certificate } from '../x509/model.ts'
import { encodeContentInfo, readMessage } from './content-info.ts'
import { type EncryptedContent, encryptedContent, readEncryptedContent } from './encrypted-content.ts'
import { encodeRecipients, type Recipient, readRecipients } from './recipient.ts'
import {
  encodeCertificates,
  MAX_SIGNERS,
  type MessageToSign,
  readTrailer,
  type SignedMessage,
} from './signed.ts'
import { checkSigner, encodeSigner, type SignerVerdict, sm2KeyOf } from './signer.ts'

/** A GM/T 0010 SignedAndEnvelopedData message. */
export type SignedAndEnvelopedMessage = {
  readonly recipients: readonly Recipient[]
  readonly encrypted: EncryptedContent
} & Pick<SignedMessage, 'certificates' | 'crls' | 'signers'>

/** Prepares a message that is signed and sealed: sign `digest`, then call `finish`. */
export function sealedMessageToSign(
  content: Uint8Array,
  signer: Certificate,
  recipients: readonly Certificate[],
): MessageToSign {
  return {
    digest: sm2Digest(sm2KeyOf(signer), content),
    finish: (signature) => {
      const key = randomBytes(16)
      const body = der.sequence(
        der.integer(1),
        encodeRecipients(recipients, key),
        der.setOf(encodeAlgorithm(OID.sm3)),
        encryptedContent(key, content),
        encodeCertificates([signer]),
        der.setOf(encodeSigner(signer, null, signature)),
      )
      key.fill(0)
      return encodeContentInfo(OID.gmSignedAndEnvelopedData, body)
    },
  }
}

/** Reads a SignedAndEnvelopedData message from BER, DER, PEM or base64. */
export function parseSignedAndEnvelopedMessage(input: Uint8Array | string): SignedAndEnvelopedMessage {
  return readMessage(input, 'signed-and-enveloped', 'SignedAndEnvelopedData', (content) => {
    const body = content.sequence()
    if (body.small() !== 1) throw body.error('unsupported-version')
    const recipients = readRecipients(body)
    body.set().all(readAlgorithm, MAX_SIGNERS)
    const encrypted = readEncryptedContent(body)
    const message = { recipients, encrypted, ...readTrailer(body) }
    body.finish()
    return message
  })
}

/** Checks every signature over the opened content. */
export function verifySealedMessage(
  message: SignedAndEnvelopedMessage,
  content: Uint8Array,
  certificates: readonly Certificate[] = [],
): readonly SignerVerdict[] {
  const known = [...message.certificates, ...certificates]
  return message.signers.map((signer) =>
    checkSigner(signer, known, message.encrypted.contentType, { content }),
  )
}

/**
 * Opens an encryption key that a key-management centre returned in this form (GM/T 0010; AnXin and Huawei Cloud use
 * it). There is one recipient, and the content is the private key under SM4-ECB. The public key is not inside; the
 * certificate has it.
 */
export function envelopedKeyOf(message: SignedAndEnvelopedMessage, publicKey: Uint8Array): EnvelopedKey {
  const [recipient, ...others] = message.recipients
  const { ciphertext, iv } = message.encrypted
  const fits = (ciphertext.length === 32 || ciphertext.length === 64) && iv === null
  if (recipient === undefined || others.length > 0 || !fits) throw new PkiError('returned key', 'bad-value')
  return {
    symAlgorithm: OID.sm4Ecb,
    wrappedKey: DerReader.of(recipient.encryptedKey, 'returned key', 1024).only(readAsn1Cipher),
    publicKey,
    encryptedPrivateKey: ciphertext,
  }
}
