import { joined } from '../bytes.ts'
import { PkiError } from '../pki-error.ts'
import { DerReader, MAX_DEPTH } from './reader.ts'
import { TAG } from './tag.ts'
import { element, octets } from './writer.ts'

const MAX_ELEMENTS = 100_000
const CONSTRUCTED = 0x20

type Walk = { readonly bytes: Uint8Array; readonly structure: string; elements: number }
type Step = { readonly der: Uint8Array; readonly next: number }

/**
 * Rewrites one BER structure with DER's lengths: definite, minimal, octet strings in one piece. It is for files that
 * other software writes in BER (PKCS#12 of NSS and Windows). Never pass signed bytes through here: their signature
 * would no longer fit.
 */
export function derOfBer(bytes: Uint8Array, structure: string): Uint8Array {
  const walk = { bytes, structure, elements: 0 }
  const { der, next } = step(walk, 0, bytes.length, 0)
  if (next !== bytes.length) throw new PkiError(structure, 'trailing-bytes', next)
  return der
}

function step(walk: Walk, at: number, end: number, depth: number): Step {
  const { bytes, structure } = walk
  if (depth > MAX_DEPTH) throw new PkiError(structure, 'too-deep', at)
  if (++walk.elements > MAX_ELEMENTS) throw new PkiError(structure, 'too-large', at)
  if (at + 2 > end) throw new PkiError(structure, 'truncated', at)
  const tag = bytes[at] ?? 0
  if ((tag & 0x1f) === 0x1f) throw new PkiError(structure, 'unexpected-tag', at)
  const { start, length } = lengthAt(walk, at + 1, end)
  if ((tag & CONSTRUCTED) !== 0) return constructed(walk, tag, start, length, end, depth)
  if (length === null) throw new PkiError(structure, 'bad-length', at)
  return { der: element(tag, bytes.subarray(start, start + length)), next: start + length }
}

/** Where the content starts and how long it is; null means up to the end-of-contents mark. */
function lengthAt({ bytes, structure }: Walk, at: number, end: number) {
  const first = bytes[at] ?? 0
  if (first === 0x80) return { start: at + 1, length: null }
  const count = first < 0x80 ? 0 : first & 0x7f
  if (count > 4 || at + 1 + count > end) throw new PkiError(structure, 'bad-length', at)
  let length = first < 0x80 ? first : 0
  for (let i = 1; i <= count; i++) length = length * 256 + (bytes[at + i] ?? 0)
  const start = at + 1 + count
  if (length > end - start) throw new PkiError(structure, 'truncated', at)
  return { start, length }
}

function constructed(
  walk: Walk,
  tag: number,
  start: number,
  length: number | null,
  end: number,
  depth: number,
): Step {
  const { bytes, structure } = walk
  const stop = length === null ? end : start + length
  const parts: Uint8Array[] = []
  let at = start
  while (length === null ? bytes[at] !== 0 || bytes[at + 1] !== 0 || at + 2 > end : at < stop) {
    const inner = step(walk, at, stop, depth + 1)
    parts.push(inner.der)
    at = inner.next
  }
  const next = length === null ? at + 2 : at
  if (tag !== (TAG.octetString | CONSTRUCTED)) return { der: element(tag, joined(parts)), next }
  const pieces = parts.map((part) => DerReader.of(part, structure, part.length).octets())
  return { der: octets(joined(pieces)), next }
}
