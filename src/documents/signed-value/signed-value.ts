import {
  OID,
  PkiError,
  parseSealSignature,
  parseSignedMessage,
  type SealSignature,
  type SignedMessage,
  type SignerVerdict,
  sealSignatureDigest,
  signatureToRaw,
  sm3,
  toBase64,
  usesSha1,
  verifySealSignature,
  verifySignedMessage,
} from '../../pki/index.ts'
import { type Reason, reason } from '../../shared/documents/reasons.ts'

/** What stands in SignedValue.dat or in Contents of a PDF, told by its shape. */
export type SignedValue =
  | { readonly form: 'seal'; readonly value: SealSignature }
  | { readonly form: 'message'; readonly value: SignedMessage }
  /** r and s alone: nothing tells whose they are. */
  | { readonly form: 'bare' }
  | { readonly form: 'unreadable'; readonly why: string }

const readOrNull = <T>(read: () => T): T | null => {
  try {
    return read()
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}

const isBare = (bytes: Uint8Array): boolean =>
  bytes.length === 64 || readOrNull(() => signatureToRaw(bytes)) !== null

/** The tag of the first element inside the outer SEQUENCE: an object identifier begins a message. */
const firstTag = (bytes: Uint8Array): number => {
  const length = bytes[1] ?? 0
  return bytes[0] === 0x30 ? (bytes[length === 0x80 || length < 0x80 ? 2 : 2 + (length & 0x7f)] ?? -1) : -1
}

/** Reads it without verifying anything. */
export const readSignedValue = (bytes: Uint8Array): SignedValue => {
  if (isBare(bytes)) return { form: 'bare' }
  try {
    const tag = firstTag(bytes)
    if (tag === 0x30) return { form: 'seal', value: parseSealSignature(bytes) }
    return { form: 'message', value: parseSignedMessage(bytes) }
  } catch (error) {
    if (error instanceof PkiError) return { form: 'unreadable', why: error.message }
    throw error
  }
}

const equal = (one: Uint8Array, other: Uint8Array): boolean => Buffer.from(one).equals(other)

/** Steps 4 and 5: the digest of what was signed, and the signature over it. `changed` says what another digest means. */
export const sealValueReasons = (
  value: SealSignature,
  content: readonly Uint8Array[],
  changed: 'description-changed' | 'digest-differs',
): readonly Reason[] => {
  const digest = sealSignatureDigest(value)
  if (digest === null) return [reason('unsupported-algorithm', [value.signatureAlgorithm])]
  const whole = content.length === 1 ? (content[0] ?? new Uint8Array()) : Buffer.concat(content)
  return [
    ...(value.trailing > 0 ? [reason('trailing-bytes')] : []),
    ...(equal(digest(whole), value.dataHash) ? [] : [reason(changed)]),
    ...(verifySealSignature(value) ? [] : [reason('signature-wrong')]),
    ...(usesSha1(value.signatureAlgorithm) ? [reason('weak-digest')] : []),
  ]
}

/** Whether the inner content stands for the file: its digest of 32 bytes, or that digest as base64 text. */
const standsFor = (content: Uint8Array, xml: Uint8Array): boolean => {
  const digest = sm3(xml)
  return equal(content, digest) || Buffer.from(content).toString('latin1').trim() === toBase64(digest)
}

/**
 * The two forms of GB/T 35275 in OFD: the digest of Signature.xml as the content, or no content and signed attributes
 * over Signature.xml itself. A message without either signs the digest.
 */
export const messageVerdicts = (
  message: SignedMessage,
  xml: Uint8Array,
): { readonly verdicts: readonly SignerVerdict[]; readonly reasons: readonly Reason[] } => {
  if (message.content !== null) {
    const right = standsFor(message.content, xml)
    return {
      verdicts: verifySignedMessage(message),
      reasons: right ? [] : [reason('description-changed')],
    }
  }
  const withAttributes = message.signers.every(({ attributesDer }) => attributesDer !== null)
  const content = withAttributes ? xml : sm3(xml)
  return { verdicts: verifySignedMessage(message, { content: { content } }), reasons: [] }
}

/** Whether the message has GM/T 0010's numbers or those of PKCS#7. */
export const messageForm = ({ contentType }: Pick<SignedMessage, 'contentType'>): 'gm-cms' | 'cms' =>
  contentType.startsWith(OID.gmData.replace(/\.1$/, '.')) ? 'gm-cms' : 'cms'
