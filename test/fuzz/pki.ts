import * as pki from '../../src/pki/index.ts'
import { randomFrom } from '../random.ts'
import { mutated } from './mutations.ts'
import { type Target, targets } from './pki-targets.ts'

// Mutates real structures and reads them. A reader may refuse with its one error or return a whole model, and either
// must be quick. Anything else ends the run with the bytes that caused it.

/** The longest one reading may take; far more than a busy machine needs. */
const SLOW_MS = 2000

function attempt(target: Target, bytes: Uint8Array): 'accepted' | 'refused' {
  const start = performance.now()
  let outcome: 'accepted' | 'refused' = 'accepted'
  try {
    target.read(bytes)
  } catch (error) {
    if (!(error instanceof pki.PkiError)) throw failure(target, bytes, error)
    outcome = 'refused'
  }
  if (performance.now() - start > (target.slowMs ?? SLOW_MS)) throw failure(target, bytes, 'took too long')
  return outcome
}

function failure(target: Target, bytes: Uint8Array, cause: unknown): Error {
  return new Error(
    `${target.name}: ${cause instanceof Error ? cause.stack : cause}\nbytes: ${pki.toHex(bytes)}`,
  )
}

export type FuzzResult = { readonly runs: number; readonly refused: number; readonly accepted: number }

/**
 * Mutates and reads for this many seconds. The mutations of a seed are repeatable; the keys in the structures are
 * fresh.
 */
export function fuzz(seconds: number, seed: number): FuzzResult {
  const random = randomFrom(seed)
  const all = targets()
  const count = { accepted: 0, refused: 0 }
  const end = performance.now() + seconds * 1000
  for (const target of all) for (const bytes of target.seeds) mustAccept(target, bytes)
  while (performance.now() < end) {
    for (const target of all) {
      if (random() * (target.oneIn ?? 1) < 1) count[attempt(target, mutated(target.seeds, random))]++
    }
  }
  return { runs: count.accepted + count.refused, ...count }
}

function mustAccept(target: Target, bytes: Uint8Array): void {
  if (attempt(target, bytes) === 'refused') throw failure(target, bytes, 'an unchanged structure was refused')
}
