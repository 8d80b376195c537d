import { concat, toHex } from '../bytes.ts'
import { context, der, TAG } from '../der/index.ts'
import { OID } from '../oids.ts'
import { sm2Digest, sm2Z } from '../sm2/index.ts'
import { Sm3 } from '../sm3/index.ts'
import { encodeAlgorithm } from '../x509/algorithm.ts'
import type { Certificate } from '../x509/model.ts'
import { encodeRecipients } from './recipient.ts'
import { encodeAttributes, encodeSigner, sm2KeyOf } from './signer.ts'

/**
 * A GM/T 0010 message without its content: the head, then so many bytes of content or ciphertext as were announced,
 * then the tail. So a file of any length is signed or sealed without being in memory.
 */
export type Frame = { readonly head: Uint8Array; readonly tail: Uint8Array }

/** What a private key has to sign, and the call that makes the DER of the SignerInfo from the signature. */
export type SignerToSign = {
  readonly digest: Uint8Array
  readonly finish: (signatureDer: Uint8Array) => Uint8Array
}

/** Those who signed, as `SignerToSign` gave them, and the certificates to send along: theirs and their chains. */
export type Signers = {
  readonly certificates: readonly Certificate[]
  readonly infos: readonly Uint8Array[]
}

/** A signer of a content with this SM3 digest at this time. A message that others have signed tells its own type. */
export function signerOfDigest(
  certificate: Certificate,
  sm3: Uint8Array,
  signingTime: Date,
  contentType: string = OID.gmData,
): SignerToSign {
  const attributes = encodeAttributes(contentType, sm3, signingTime)
  return {
    digest: sm2Digest(sm2KeyOf(certificate), attributes),
    finish: (signature) => encodeSigner(certificate, attributes, signature),
  }
}

/** A signer of the content alone, which comes in parts. SignedAndEnvelopedData has such signers. */
export type ContentSigner = { update(part: Uint8Array): void; finish(): SignerToSign }

export function signerOfContent(certificate: Certificate): ContentSigner {
  const sum = new Sm3().update(sm2Z(sm2KeyOf(certificate)))
  return {
    update: (part) => void sum.update(part),
    finish: () => ({
      digest: sum.digest(),
      finish: (signature) => encodeSigner(certificate, null, signature),
    }),
  }
}

type Parts = readonly Uint8Array[]

/** The frame inside one more element, which has other elements before and behind it. */
export function within(
  tag: number,
  { head, tail }: Frame,
  length: number,
  before: Parts = [],
  behind: Parts = [],
): Frame {
  const [first, last] = [concat(...before, head), concat(tail, ...behind)]
  return { head: concat(der.lengthHeader(tag, first.length + length + last.length), first), tail: last }
}

export const nothing: Frame = { head: new Uint8Array(), tail: new Uint8Array() }
const VERSION = der.integer(1)

/** ContentInfo ::= SEQUENCE { contentType, [0] EXPLICIT content }. */
export const contentInfo = (oid: string, frame: Frame, length: number): Frame =>
  within(TAG.sequence, within(context(0), frame, length), length, [der.oid(oid)])

const signerParts = ({ certificates, infos }: Signers): Parts => [
  encodeCertificates(certificates),
  der.setOf(...infos),
]

/** [0] IMPLICIT SET OF certificates, each once: several signers may have an authority in common. */
function encodeCertificates(certificates: readonly Certificate[]): Uint8Array {
  const each = new Map(certificates.map(({ raw }) => [toHex(raw), raw]))
  return der.element(context(0), ...der.sorted([...each.values()]))
}

/** The numbers of a message as a whole, and the DER of its digest algorithm. */
export type MessageNumbers = { readonly signed: string; readonly data: string; readonly digest: Uint8Array }

const GM_NUMBERS: MessageNumbers = {
  signed: OID.gmSignedData,
  data: OID.gmData,
  digest: encodeAlgorithm(OID.sm3),
}

/** SignedData around a content of this length; null: the content stays outside, and head and tail are all. */
export function signedFrame(
  length: number | null,
  signers: Signers,
  { signed, data, digest }: MessageNumbers = GM_NUMBERS,
): Frame {
  const size = length ?? 0
  const inner =
    length === null
      ? { head: der.sequence(der.oid(data)), tail: new Uint8Array() }
      : contentInfo(data, within(TAG.octetString, nothing, size), size)
  const before = [VERSION, der.setOf(digest)]
  const body = within(TAG.sequence, inner, size, before, signerParts(signers))
  return contentInfo(signed, body, size)
}

/** How long the ciphertext of so long a content is. */
export const sealedLength = (length: number): number => length - (length % 16) + 16

export type Sealing = {
  readonly recipients: readonly Certificate[]
  /** The key and vector that the content is encrypted under, with SM4-CBC and padding. */
  readonly key: Uint8Array
  readonly iv: Uint8Array
}

/** EnvelopedData, or SignedAndEnvelopedData if somebody signed, around the ciphertext of a content of this length. */
export function sealedFrame(length: number, { recipients, key, iv }: Sealing, signers?: Signers): Frame {
  const size = sealedLength(length)
  const about = [der.oid(OID.gmData), encodeAlgorithm(OID.sm4Cbc, der.octets(iv))]
  const content = within(TAG.sequence, within(context(0, false), nothing, size), size, about)
  const before = [VERSION, encodeRecipients(recipients, key)]
  if (signers === undefined)
    return contentInfo(OID.gmEnvelopedData, within(TAG.sequence, content, size, before), size)
  const algorithms = [...before, der.setOf(encodeAlgorithm(OID.sm3))]
  const body = within(TAG.sequence, content, size, algorithms, signerParts(signers))
  return contentInfo(OID.gmSignedAndEnvelopedData, body, size)
}
