import { concat, randomBytes } from '../bytes.ts'
import { DerReader } from '../der/index.ts'
import type { EnvelopedKey } from '../envelope/gmt0009.ts'
import { OID } from '../oids.ts'
import { PkiError } from '../pki-error.ts'
import { readAsn1Cipher } from '../sm2/cipher-form.ts'
import { sm4CbcEncrypt } from '../sm4/index.ts'
import { readAlgorithm } from '../x509/algorithm.ts'
import type { Certificate } from '../x509/model.ts'
import { readMessage } from './content-info.ts'
import { type EncryptedContent, readEncryptedContent } from './encrypted-content.ts'
import { sealedFrame, signerOfContent } from './frame.ts'
import { type Recipient, readRecipients } from './recipient.ts'
import { MAX_SIGNERS, type MessageToSign, readTrailer, type SignedMessage } from './signed.ts'
import { checkSigner, type SignerVerdict } from './signer.ts'

/** A GM/T 0010 SignedAndEnvelopedData message. */
export type SignedAndEnvelopedMessage = {
  readonly recipients: readonly Recipient[]
  readonly encrypted: EncryptedContent
} & Pick<SignedMessage, 'certificates' | 'crls' | 'signers'>

/** Prepares a message that is signed and sealed: sign `digest`, then call `finish`. */
export function sealedMessageToSign(
  content: Uint8Array,
  certificate: Certificate,
  recipients: readonly Certificate[],
): MessageToSign {
  const signer = signerOfContent(certificate)
  signer.update(content)
  const { digest, finish } = signer.finish()
  return {
    digest,
    finish: (signature) => {
      const [key, iv] = [randomBytes(16), randomBytes(16)]
      const signers = { certificates: [certificate], infos: [finish(signature)] }
      const { head, tail } = sealedFrame(content.length, { recipients, key, iv }, signers)
      const sealed = concat(head, sm4CbcEncrypt(key, iv, content), tail)
      key.fill(0)
      return sealed
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
