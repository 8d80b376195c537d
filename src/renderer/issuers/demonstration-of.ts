import { issuerOfPair } from '../../shared/issuers/issuer-rules.ts'
import type { IssuerView, Snapshot } from '../../shared/models/index.ts'

/**
 * The demonstration, if everything on a page is of it: then the page says 演示 once, and its cards need not. Beside a
 * certificate of a real authority each card says it for itself.
 */
export const demonstrationOf = (snapshot: Snapshot): IssuerView | null => {
  const { tokens, issuer } = snapshot
  const of = tokens.flatMap(({ pairs }) => pairs.map((pair) => issuerOfPair(snapshot, pair)))
  if (of.length === 0) return issuer.demonstration ? issuer : null
  return of.every((one) => one?.demonstration) ? (of[0] ?? null) : null
}
