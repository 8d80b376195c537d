import type { Held, HeldPair } from '../../native/index.ts'
import { hasSuccessor, isReplaced } from '../../shared/health/replaced.ts'
import type { CertificatePair, TokenView } from '../../shared/models/index.ts'

export type Judged = { readonly held: Held; readonly view: TokenView }

const opensFiles = (pair: HeldPair | undefined): boolean =>
  pair?.encryption?.match === 'matching' || pair?.encryption?.match === 'unseen'

/** What is left of a pair whose signing key was removed. It may still be in force, so its successor is beside it. */
const isRest = (pair: CertificatePair, token: TokenView): boolean =>
  pair.state === 'incomplete' && pair.signing === null && hasSuccessor(pair, [token])

/**
 * The pairs that are kept for one purpose: their encryption keys open what was encrypted to them before another pair
 * took their place.
 */
export const keptAmong = (tokens: readonly Judged[]): ReadonlySet<CertificatePair> => {
  const views = tokens.map(({ view }) => view)
  return new Set(
    tokens.flatMap(({ held, view }) =>
      view.pairs.filter(
        (pair, at) => opensFiles(held.pairs[at]) && (isReplaced(pair, views) || isRest(pair, view)),
      ),
    ),
  )
}
