import {
  ENVELOPE_HEAD,
  type EnvelopeHead,
  isSignedHead,
  PkiError,
  readEnvelopeHead,
  readSignedHead,
  type SignedHead,
} from '../../../pki/index.ts'

/** What the first bytes of a message tell. */
export type MessageHead =
  | { readonly is: 'signed'; readonly head: SignedHead }
  | { readonly is: 'sealed'; readonly head: EnvelopeHead }

/** null if the bytes begin no message that is signed or sealed. A message that is damaged there is none either. */
export const messageHead = (bytes: Uint8Array): MessageHead | null => {
  try {
    if (isSignedHead(bytes)) return { is: 'signed', head: readSignedHead(bytes) }
    return { is: 'sealed', head: readEnvelopeHead(bytes.subarray(0, ENVELOPE_HEAD)) }
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}

/** The DER that a text (PEM or bare base64) begins with. What is cut off at its end does not matter. */
export const derOfText = (head: Uint8Array): Uint8Array => {
  const text = Buffer.from(head)
    .toString('latin1')
    .replace(/^\ufeff|^\xef\xbb\xbf/, '')
  const body = text.replace(/^[\s\S]*?-----BEGIN [A-Z0-9# ]{1,40}-----/, '')
  const [letters = ''] = /^[A-Za-z0-9+/\s]*/.exec(body) ?? []
  const bare = letters.replace(/\s+/g, '')
  return new Uint8Array(Buffer.from(bare.slice(0, bare.length - (bare.length % 4 === 1 ? 1 : 0)), 'base64'))
}

/** Whether these bytes are DER or BER as they stand, and no text. */
export const isBinary = (bytes: Uint8Array): boolean => bytes[0] === 0x30
