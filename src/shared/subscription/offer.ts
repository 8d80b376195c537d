import { leadingPair } from '../certificates/leading.ts'
import { issuerOfPair } from '../issuers/issuer-rules.ts'
import type { IssuerView } from '../issuers/model.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { TokenView } from '../tokens/model.ts'

type Known = Pick<Snapshot, 'tokens' | 'issuers'>

export type SubscribableKey = { readonly token: TokenView; readonly issuer: IssuerView }

/** The Ukeys that are here and whose certificate's authority can be reached by this program. */
export const subscribableKeys = (snapshot: Known): readonly SubscribableKey[] =>
  snapshot.tokens.flatMap((token) => {
    const pair = leadingPair(token.pairs)
    const issuer = pair === null ? null : issuerOfPair(snapshot, pair)
    return token.kind === 'ukey' && issuer?.connected ? [{ token, issuer }] : []
  })
