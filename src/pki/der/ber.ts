import { PkiError } from '../pki-error.ts'
import { MAX_DEPTH } from './reader.ts'
import { TAG } from './tag.ts'
import { lengthHeader } from './writer.ts'

const MAX_ELEMENTS = 400_000
const CONSTRUCTED = 0x20
const CONSTRUCTED_OCTETS = TAG.octetString | CONSTRUCTED

/** One element with the length that its content has in DER. */
type Node = {
  readonly tag: number
  readonly start: number
  /** Where the element ends in the input, its mark included. */
  readonly next: number
  readonly length: number
  /** null: primitive. */
  readonly children: readonly Node[] | null
}

type Walk = { readonly bytes: Uint8Array; readonly structure: string; elements: number }

/**
 * Rewrites one BER structure with DER's lengths: definite, minimal, octet strings in one piece. It is for files that
 * other software writes in BER (PKCS#12 of NSS and Windows; messages of Bouncy Castle and of OpenSSL's `-stream`). What
 * is DER already comes out as it was, so a signature over such a part still fits; over another part it does not, and
 * nothing is believed that should not be.
 */
export function derOfBer(bytes: Uint8Array, structure: string): Uint8Array {
  const walk = { bytes, structure, elements: 0 }
  const root = read(walk, 0, bytes.length, 0)
  if (root.next !== bytes.length) throw new PkiError(structure, 'trailing-bytes', root.next)
  const out = new Uint8Array(sizeOf(root.tag, root.length))
  write(root, bytes, out, 0)
  return out
}

/** How long the structure at the start of these bytes is, in BER or DER; what follows it is not looked at. */
export function berLength(bytes: Uint8Array, structure: string): number {
  return read({ bytes, structure, elements: 0 }, 0, bytes.length, 0).next
}

function read(walk: Walk, at: number, end: number, depth: number): Node {
  const { bytes, structure } = walk
  if (depth > MAX_DEPTH) throw new PkiError(structure, 'too-deep', at)
  if (++walk.elements > MAX_ELEMENTS) throw new PkiError(structure, 'too-large', at)
  if (at + 2 > end) throw new PkiError(structure, 'truncated', at)
  const tag = bytes[at] ?? 0
  if ((tag & 0x1f) === 0x1f) throw new PkiError(structure, 'unexpected-tag', at)
  const { start, length } = lengthAt(walk, at + 1, end)
  if ((tag & CONSTRUCTED) !== 0) return readConstructed(walk, tag, start, length, end, depth)
  if (length === null) throw new PkiError(structure, 'bad-length', at)
  return { tag, start, length, next: start + length, children: null }
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

function readConstructed(
  walk: Walk,
  tag: number,
  start: number,
  length: number | null,
  end: number,
  depth: number,
): Node {
  const { bytes, structure } = walk
  const stop = length === null ? end : start + length
  const children: Node[] = []
  let at = start
  while (length === null ? bytes[at] !== 0 || bytes[at + 1] !== 0 || at + 2 > end : at < stop) {
    const inner = read(walk, at, stop, depth + 1)
    // X.690 8.7.3.2: the pieces of an octet string are octet strings, and a piece may be in pieces again.
    if (tag === CONSTRUCTED_OCTETS && (inner.tag & ~CONSTRUCTED) !== TAG.octetString)
      throw new PkiError(structure, 'unexpected-tag', at)
    children.push(inner)
    at = inner.next
  }
  const next = length === null ? at + 2 : at
  const inside = (child: Node) =>
    tag === CONSTRUCTED_OCTETS ? child.length : sizeOf(child.tag, child.length)
  return { tag, start, next, children, length: children.reduce((sum, child) => sum + inside(child), 0) }
}

const sizeOf = (tag: number, length: number): number => lengthHeader(tag, length).length + length

function write(node: Node, bytes: Uint8Array, out: Uint8Array, at: number): number {
  const { tag, length } = node
  const header = lengthHeader(tag === CONSTRUCTED_OCTETS ? TAG.octetString : tag, length)
  out.set(header, at)
  return writeContent(node, bytes, out, at + header.length)
}

function writeContent(node: Node, bytes: Uint8Array, out: Uint8Array, at: number): number {
  const { tag, start, length, children } = node
  if (children === null) {
    out.set(bytes.subarray(start, start + length), at)
    return at + length
  }
  const one = tag === CONSTRUCTED_OCTETS ? writeContent : write
  return children.reduce((place, child) => one(child, bytes, out, place), at)
}
