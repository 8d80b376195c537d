import { fromBase64, toBase64 } from './bytes.ts'
import { PkiError } from './pki-error.ts'

/** Longer texts are refused unless the structure inside may be larger. */
const MAX_TEXT = 4 * 1024 * 1024

export type PemBlock = { readonly label: string; readonly bytes: Uint8Array }

/** PEM text of one structure, lines of 64 characters. */
export function toPem(label: string, bytes: Uint8Array): string {
  const lines = toBase64(bytes).match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

/** All PEM blocks of a text in order. Text between blocks is skipped; a damaged block is refused. */
export function pemBlocks(text: string, limit: number = MAX_TEXT): readonly PemBlock[] {
  return Array.from(blocksOf(text, limit), ({ label, body }) => ({ label, bytes: fromBase64(body) }))
}

function* blocksOf(
  text: string,
  limit: number,
): Generator<{ readonly label: string; readonly body: string }> {
  if (text.length > limit) throw new PkiError('PEM', 'too-large')
  const begin = /-----BEGIN ([A-Z0-9 ]{1,40})-----/g
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    const label = match[1] ?? ''
    const closing = `-----END ${label}-----`
    const end = text.indexOf(closing, begin.lastIndex)
    if (end < 0) throw new PkiError('PEM', 'truncated', match.index)
    yield { label, body: text.slice(begin.lastIndex, end) }
    begin.lastIndex = end + closing.length
  }
}

/**
 * The DER of a structure that is given as DER, as PEM or as bare base64 text: authorities use all three. `limit` is
 * the structure's own limit if it is larger than most; `label` picks one of several blocks.
 */
export function derOf(input: Uint8Array | string, limit = 0, label = ''): Uint8Array {
  const textLimit = Math.max(MAX_TEXT, limit * 1.5)
  // Base64 of a SEQUENCE starts with 'M', so 0x30 in front can only be DER.
  if (typeof input !== 'string' && (input[0] === 0x30 || input.length > textLimit)) return input
  const text = typeof input === 'string' ? input : new TextDecoder().decode(input)
  return fromBase64(bodyOf(text, textLimit, label))
}

/** The block with this label; without one the first block; without any the text itself. */
function bodyOf(text: string, limit: number, label: string): string {
  let first: string | null = null
  for (const block of blocksOf(text, limit)) {
    if (block.label.endsWith(label)) return block.body
    first ??= block.body
  }
  return first ?? text
}
