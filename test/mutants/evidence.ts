import type { Mutant } from './mutant.ts'
import type { Outcome } from './outcome.ts'
import type { Reaches } from './reach.ts'
import { digestOf, type Hashes } from './stamps.ts'

/**
 * What an outcome rests on: the mutated file and the tests that decided. While it is the same, a run that goes on need
 * not try the mutant again.
 */
export const evidenceFor =
  (
    mutant: Mutant,
    candidates: readonly string[],
    bench: { readonly hashOf: Hashes; readonly reach: Reaches; readonly patience: number },
  ) =>
  (outcome: Outcome): string => {
    const isFound = outcome.kind === 'killed'
    const decided = isFound ? candidates.filter((file) => file === outcome.file) : candidates
    return digestOf([
      bench.hashOf(mutant.file),
      isFound ? '' : `${bench.patience}`,
      ...decided.map((file) => `${file} ${bench.reach.known(file)?.stamp ?? ''}`),
    ])
  }
