import { leadingPair } from '../certificates/leading.ts'
import type { CertificatePair } from '../certificates/model.ts'
import type { TokenView } from '../tokens/model.ts'
import { type PairHealth, pairHealth, type Tone } from './pair-health.ts'

/** The most important obstacle to using a token. `pair` means that the state of its pair decides. */
export type TokenHealth = { readonly tone: Tone } & (
  | { readonly cause: 'locked' | 'last-try' }
  | { readonly cause: 'empty' }
  | { readonly cause: 'pair'; readonly pair: CertificatePair; readonly health: PairHealth }
)

/** Whether this token is all right. Its PIN comes before its certificates; of several pairs the leading one decides. */
export const tokenHealth = ({ pin, pairs }: Pick<TokenView, 'pin' | 'pairs'>): TokenHealth => {
  const pair = leadingPair(pairs)
  if (pin.locked) return { tone: 'bad', cause: 'locked' }
  const health = pair && pairHealth(pair)
  if (pin.lastTry) return { tone: health?.tone === 'bad' ? 'bad' : 'soon', cause: 'last-try' }
  if (pair === null || health === null) return { tone: 'quiet', cause: 'empty' }
  return { tone: health.tone, cause: 'pair', pair, health }
}
