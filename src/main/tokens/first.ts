import type { Snapshot } from '../../shared/models/index.ts'

/** The state before the first look for tokens is over. */
export const firstTokens: Pick<Snapshot, 'settled' | 'tokens' | 'troubles' | 'drivers'> = {
  settled: false,
  tokens: [],
  troubles: [],
  drivers: [],
}
