import { equalBytes } from '../../pki/bytes.ts'
import { sm3 } from '../../pki/sm3/index.ts'
import type { AuditLine, ChainedLine, Link } from '../records.ts'

/** What stands in the place of a line before the first one. */
export const noLine: Uint8Array = new Uint8Array(32)

const lineLabel = Buffer.from('RA audit line 1\n')
const headLabel = Buffer.from('RA audit head 1\n')

/**
 * The hash of a line: SM3 of the hash of the line before, its place, and what it says. Every text has its length in
 * front, so no two lines are written alike.
 */
export function hashOf(before: Uint8Array, place: number, line: AuditLine): Uint8Array {
  const parts = [lineLabel, before, whole(place), whole(line.at)]
  for (const text of [line.actor, line.action, line.subject]) parts.push(...written(text))
  return sm3(Buffer.concat(parts))
}

/** What is signed: the last line of all that were chained together. Through its hash it speaks for all before it. */
export function headOf({ place, hash }: Pick<Link, 'place' | 'hash'>): Uint8Array {
  return Buffer.concat([headLabel, whole(place), hash])
}

function whole(value: number): Uint8Array {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(BigInt(value))
  return bytes
}

/** PostgreSQL stores no NUL in a text. A line must have the same hash in both databases. */
function written(text: string): readonly Uint8Array[] {
  const bytes = Buffer.from(text.replaceAll('\0', '\u{FFFD}'))
  return [whole(bytes.length), bytes]
}

/** The links of lines that follow the last one chained. */
export function linksAfter<L extends AuditLine>(
  last: Link | null,
  lines: readonly L[],
): readonly (Link & L)[] {
  let before = last?.hash ?? noLine
  let place = last?.place ?? 0
  return lines.map((line) => {
    place++
    before = hashOf(before, place, line)
    return { ...line, place, hash: before }
  })
}

export function isLinkedTo(before: Uint8Array, line: ChainedLine): boolean {
  return equalBytes(line.hash, hashOf(before, line.place, line))
}
