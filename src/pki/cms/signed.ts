import { concat } from '../bytes.ts'
import { context, type DerReader, TAG } from '../der/index.ts'
import { OID } from '../oids.ts'
import { PkiError } from '../pki-error.ts'
import { sm3 } from '../sm3/index.ts'
import { readAlgorithm } from '../x509/algorithm.ts'
import type { Certificate } from '../x509/model.ts'
import { readCertificate } from '../x509/parse.ts'
import { readMessage } from './content-info.ts'
import { type SignerToSign, signedFrame, signerOfContent, signerOfDigest } from './frame.ts'
import { checkSigner, readSigner, type SignedContent, type SignerInfo, type SignerVerdict } from './signer.ts'

/** Each signer costs a signature check and, if it has no attributes, a digest of the whole content. */
export const MAX_SIGNERS = 32
const MAX_CERTIFICATES = 1000

/** A GM/T 0010 SignedData message. */
export type SignedMessage = {
  readonly contentType: string
  /** null when the signature is detached. */
  readonly content: Uint8Array | null
  readonly certificates: readonly Certificate[]
  /** DER of the revocation lists that came along. */
  readonly crls: readonly Uint8Array[]
  readonly signers: readonly SignerInfo[]
}

export type SignedMessageSpec = {
  /** The content, or only its SM3 digest for a detached signature with attributes (a large file). */
  readonly content: SignedContent
  readonly certificate: Certificate
  /** Certificates to send along besides the signer's. */
  readonly chain?: readonly Certificate[]
  readonly detached: boolean
  /** The time to sign together with the content's digest; null signs the content alone. */
  readonly signingTime: Date | null
}

/** What the private key has to sign, and the call that turns the DER signature into the message. */
export type MessageToSign = {
  readonly digest: Uint8Array
  readonly finish: (signatureDer: Uint8Array) => Uint8Array
}

/** Prepares a SignedData message: sign `digest` (for example on a token), then call `finish`. */
export function signedMessageToSign(spec: SignedMessageSpec): MessageToSign {
  const { content, certificate, chain = [], detached } = spec
  const whole = 'content' in content ? content.content : null
  const inside = detached ? null : whole
  const { digest, finish } = signerFor(spec, whole)
  return {
    digest,
    finish: (signature) => {
      const signers = { certificates: [certificate, ...chain], infos: [finish(signature)] }
      const { head, tail } = signedFrame(inside?.length ?? null, signers)
      return concat(head, inside ?? new Uint8Array(), tail)
    },
  }
}

function signerFor(spec: SignedMessageSpec, whole: Uint8Array | null): SignerToSign {
  const { content, certificate, detached, signingTime } = spec
  if (whole === null && (!detached || signingTime === null)) throw new PkiError('SignedData', 'missing-field')
  if (signingTime !== null) return signerOfDigest(certificate, digestToSign(content), signingTime)
  const signer = signerOfContent(certificate)
  signer.update(whole ?? new Uint8Array())
  return signer.finish()
}

function digestToSign(content: SignedContent): Uint8Array {
  if ('content' in content) return sm3(content.content)
  const digest = 'sm3' in content ? content.sm3 : content.digests.plain.get(OID.sm3)
  if (digest === undefined) throw new PkiError('SignedData', 'missing-field')
  return digest
}

/** Reads a SignedData message from BER, DER, PEM or base64. Nothing is verified yet: see `verifySignedMessage`. */
export function parseSignedMessage(input: Uint8Array | string): SignedMessage {
  return readMessage(input, 'signed', 'SignedData', (content) => {
    const body = content.sequence()
    const version = body.small()
    if (version !== 1 && version !== 3) throw body.error('unsupported-version')
    body.set().all(readAlgorithm, MAX_SIGNERS)
    const { contentType, inner } = readInner(body.sequence())
    const message = { contentType, content: inner, ...readTrailer(body) }
    body.finish()
    return message
  })
}

function readInner(body: DerReader): { readonly contentType: string; readonly inner: Uint8Array | null } {
  const contentType = body.oid()
  const tagged = body.optional(context(0))
  body.finish()
  // A content of another type than data (a seal, a time stamp) is signed without its own header.
  const inner =
    tagged?.only((r) => r.content(r.peek() === TAG.sequence ? TAG.sequence : TAG.octetString)) ?? null
  return { contentType, inner }
}

/** The certificates of a message that may have no signer at all (.p7b). */
export function certificatesOf(input: Uint8Array | string): readonly Certificate[] {
  return readMessage(input, 'signed', 'SignedData', (content) => {
    const body = content.sequence()
    body.small()
    body.set().all(readAlgorithm, MAX_SIGNERS)
    readInner(body.sequence())
    const { certificates } = readMembers(body)
    body.finish()
    return certificates
  })
}

type Members = Pick<SignedMessage, 'certificates' | 'crls' | 'signers'>

/** Reads certificates [0], lists [1] and signers: the members that end SignedData and SignedAndEnvelopedData. */
export function readTrailer(body: DerReader): Members {
  const members = readMembers(body)
  if (members.signers.length === 0) throw body.error('missing-field')
  return members
}

function readMembers(body: DerReader): Members {
  const certificates = body.optional(context(0))?.all(readCertificate, MAX_CERTIFICATES) ?? []
  const crls = body.optional(context(1))?.all((list) => list.raw(TAG.sequence), MAX_CERTIFICATES) ?? []
  const signers = body.set().all(readSigner, MAX_SIGNERS)
  return { certificates, crls, signers }
}

/**
 * Checks every signature of a message, with the certificates in it and those given. A detached message needs its
 * content. The caller decides about trust with `verifyChain`.
 */
export function verifySignedMessage(
  message: SignedMessage,
  options: { readonly content?: SignedContent; readonly certificates?: readonly Certificate[] } = {},
): readonly SignerVerdict[] {
  const content = message.content === null ? (options.content ?? null) : { content: message.content }
  const certificates = [...message.certificates, ...(options.certificates ?? [])]
  return message.signers.map((signer) => checkSigner(signer, certificates, message.contentType, content))
}
