import {
  type Certificate,
  concat,
  ENVELOPE_HEAD,
  type EnvelopeHead,
  isSignedHead,
  PkiError,
  parseCertificate,
  readEnvelopeHead,
} from '../../pki/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'

/** What of a file is needed: its beginning, its size, and the last two blocks of its content. */
export type FileParts = {
  readonly head: Uint8Array
  readonly size: number
  readonly tail: Uint8Array | null
}

export type SealedFile = {
  readonly what: 'envelope'
  readonly head: EnvelopeHead
  /** The file is shorter than it says. */
  readonly incomplete: boolean
  /** The last two blocks of the ciphertext; a single block comes with the vector in front. null if not at hand. */
  readonly lastBlocks: Uint8Array | null
  /** Where the last two blocks are in the file, if they would have to be read from there. */
  readonly tail: { readonly offset: number; readonly length: number } | null
}

export type ReadFile = SealedFile | { readonly what: 'certificate'; readonly certificate: Certificate }

const block = 16
/** No certificate is larger. */
const largestCertificate = 64 * 1024

const ifReadable = <T>(read: () => T): T | PkiError => {
  try {
    return read()
  } catch (error) {
    if (error instanceof PkiError) return error
    throw error
  }
}

/** The DER that a text (PEM or bare base64) begins with. What is cut off at its end does not matter. */
const derOfText = (head: Uint8Array): Uint8Array => {
  const text = Buffer.from(head)
    .toString('latin1')
    .replace(/^\ufeff|^\xef\xbb\xbf/, '')
  const body = text.replace(/^[\s\S]*?-----BEGIN [A-Z0-9# ]{1,40}-----/, '')
  const [letters = ''] = /^[A-Za-z0-9+/\s]*/.exec(body) ?? []
  const bare = letters.replace(/\s+/g, '')
  return new Uint8Array(Buffer.from(bare.slice(0, bare.length - (bare.length % 4 === 1 ? 1 : 0)), 'base64'))
}

const blocksIn = (der: Uint8Array, head: EnvelopeHead, tail: Uint8Array | null): Uint8Array | null => {
  const { ciphertext, iv } = head
  if (ciphertext === null || ciphertext.length === 0 || ciphertext.length % block !== 0) return null
  const end = ciphertext.offset + ciphertext.length
  if (ciphertext.length === block) {
    const only = der.subarray(ciphertext.offset, end)
    return iv === null || only.length < block ? null : concat(iv, only)
  }
  if (der.length >= end) return der.subarray(end - 2 * block, end)
  return tail?.length === 2 * block ? tail : null
}

const sealed = (head: EnvelopeHead, der: Uint8Array, parts: FileParts, isText: boolean): SealedFile => {
  const { size, tail } = parts
  const lastBlocks = blocksIn(der, head, tail)
  const { ciphertext } = head
  // Of a long text only the beginning is here, and its length does not tell that of its content.
  const length = isText ? (parts.head.length < size ? null : der.length) : size
  const incomplete = length !== null && head.whole !== null && length < head.whole
  const isFar = lastBlocks === null && !isText && !incomplete && ciphertext !== null
  const hasTwo = ciphertext !== null && ciphertext.length >= 2 * block && ciphertext.length % block === 0
  return {
    ...({ what: 'envelope', head, incomplete, lastBlocks } as const),
    tail:
      isFar && hasTwo
        ? { offset: ciphertext.offset + ciphertext.length - 2 * block, length: 2 * block }
        : null,
  }
}

/** Reads a file that was sealed, or a certificate. Throws what else it is. */
export const readFile = (parts: FileParts): ReadFile => {
  const isText = parts.head[0] !== 0x30
  const der = isText ? derOfText(parts.head) : parts.head
  const head = ifReadable(() => readEnvelopeHead(der.subarray(0, ENVELOPE_HEAD)))
  if (!(head instanceof PkiError)) return sealed(head, der, parts, isText)
  if (parts.size <= largestCertificate) {
    const certificate = ifReadable(() => parseCertificate(der))
    if (!(certificate instanceof PkiError)) return { what: 'certificate', certificate }
  }
  throw new AssistantError(isSignedHead(der) ? 'file-not-sealed' : 'file-not-known', {}, head)
}
