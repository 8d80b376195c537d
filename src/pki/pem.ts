import { fromBase64, toBase64 } from './bytes.ts'
import { PkiError } from './pki-error.ts'

/** Longer texts are not looked through, unless what is in them may be larger. */
const MAX_TEXT = 4 * 1024 * 1024

export type PemBlock = { readonly label: string; readonly bytes: Uint8Array }

/** PEM text of one structure, lines of 64 characters. */
export function toPem(label: string, bytes: Uint8Array): string {
  const lines = toBase64(bytes).match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

/** All PEM blocks of a text in order; text between blocks is passed over, a damaged block is refused. */
export function pemBlocks(text: string, limit: number = MAX_TEXT): readonly PemBlock[] {
  if (text.length > limit) throw new PkiError('PEM', 'too-large')
  const blocks: PemBlock[] = []
  const begin = /-----BEGIN ([A-Z0-9 ]{1,40})-----/g
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    const label = match[1] ?? ''
    const closing = `-----END ${label}-----`
    const end = text.indexOf(closing, begin.lastIndex)
    if (end < 0) throw new PkiError('PEM', 'truncated', match.index)
    blocks.push({ label, bytes: fromBase64(text.slice(begin.lastIndex, end)) })
    begin.lastIndex = end + closing.length
  }
  return blocks
}

/**
 * The DER of a structure given as DER, as PEM or as bare base64 text: the three forms authorities hand out.
 * `limit` is that of the structure, where it may be larger than most.
 */
export function derOf(input: Uint8Array | string, limit = 0): Uint8Array {
  const textLimit = Math.max(MAX_TEXT, limit * 1.5)
  // Base64 of a SEQUENCE starts with 'M', so 0x30 in front can only be DER.
  if (typeof input !== 'string' && (input[0] === 0x30 || input.length > textLimit)) return input
  const text = typeof input === 'string' ? input : new TextDecoder().decode(input)
  const first = pemBlocks(text, textLimit)[0]
  return first ? first.bytes : fromBase64(text)
}
