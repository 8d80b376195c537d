import { equalBytes, toHex } from '../../pki/bytes.ts'
import { prepareSm2Verifier } from '../../pki/sm2/index.ts'
import type { ChainedLine } from '../records.ts'
import { headOf, isLinkedTo, noLine } from './chain.ts'

/** What is wrong with an audit log. A place is the number of a line in the chain, from 1. */
export type Fault =
  /** Lines that were there are gone, from one place to another. */
  | { readonly kind: 'missing'; readonly from: number; readonly to: number }
  /** The line, or the hash of the line before it, is not what was chained. */
  | { readonly kind: 'changed'; readonly place: number }
  /** It stands after a line that has a higher number. */
  | { readonly kind: 'misplaced'; readonly place: number }
  /** The chain was written without the key of this authority. */
  | { readonly kind: 'not-signed'; readonly from: number; readonly to: number }
  /** The head that was kept elsewhere is not in the log: its end was cut off, or it was written anew. */
  | { readonly kind: 'head-missing'; readonly head: string }

export type Verified = {
  readonly lines: number
  /** How many of the first lines were written before lines were chained. */
  readonly older: number
  /** The hash of the last line; null if there is none. */
  readonly head: string | null
  readonly faults: readonly Fault[]
  /** How many more there are than those listed. */
  readonly moreFaults: number
}

/** What says, in the log itself, that the lines before it were chained when the log was first chained. */
export const begun = { actor: 'authority', action: 'audit chain begun' } as const

/** A log that was rewritten has a fault in each line; nobody reads them all. */
const LISTED = 20

type Expected = { readonly publicKey: Uint8Array; readonly head: string | null }

/** Reads a whole log in the order of its places. Only the end need be signed, because it speaks for all lines before. */
export async function verifyAudit(
  lines: AsyncIterable<ChainedLine>,
  { publicKey, head }: Expected,
): Promise<Verified> {
  const faults = list()
  let before: ChainedLine | null = null
  let signed: ChainedLine | null = null
  let [count, older, hasHead] = [0, 0, head === null]
  for await (const line of lines) {
    faults.add(...faultsBetween(before, line))
    if (line.actor === begun.actor && line.action === begun.action) older ||= line.place - 1
    if (toHex(line.hash) === head) hasHead = true
    if (line.signature !== null) signed = line
    before = line
    count++
  }
  faults.add(...faultsOfEnd(before, signed, publicKey))
  if (head !== null && !hasHead) faults.add({ kind: 'head-missing', head })
  return { lines: count, older, head: before === null ? null : toHex(before.hash), ...faults.found() }
}

function faultsBetween(before: ChainedLine | null, line: ChainedLine): readonly Fault[] {
  const wanted = (before?.place ?? 0) + 1
  if (line.place < wanted) return [{ kind: 'misplaced', place: line.place }]
  if (line.place > wanted) return [{ kind: 'missing', from: wanted, to: line.place - 1 }]
  return isLinkedTo(before?.hash ?? noLine, line) ? [] : [{ kind: 'changed', place: line.place }]
}

function faultsOfEnd(
  last: ChainedLine | null,
  signed: ChainedLine | null,
  publicKey: Uint8Array,
): readonly Fault[] {
  if (last === null) return []
  if (signed === null) return [{ kind: 'not-signed', from: 1, to: last.place }]
  if (!isSigned(signed, publicKey)) return [{ kind: 'not-signed', from: 1, to: last.place }]
  return equalBytes(signed.hash, last.hash)
    ? []
    : [{ kind: 'not-signed', from: signed.place + 1, to: last.place }]
}

const isSigned = (line: ChainedLine, publicKey: Uint8Array): boolean =>
  line.signature !== null && prepareSm2Verifier(publicKey).verify(headOf(line), line.signature)

function list() {
  const faults: Fault[] = []
  let more = 0
  return {
    add: (...found: readonly Fault[]) => {
      for (const one of found) {
        if (faults.length < LISTED) faults.push(one)
        else more++
      }
    },
    found: () => ({ faults, moreFaults: more }),
  }
}
