import { leadingCertificate, leadingPair } from '../certificates/leading.ts'
import type { CertificatePair } from '../certificates/model.ts'
import { newPinRule } from '../pin/new-pin.ts'
import type { PinRule, TokenView } from '../tokens/model.ts'
import type { IssuerView } from './model.ts'

type Issuers = { readonly issuers: readonly IssuerView[] }
type Chosen = { readonly issuer: IssuerView }

/** The reminder days if the issuer is not known. */
export const usualReminderDays: readonly number[] = [60, 30, 15, 7, 3, 1, 0, -1]

export const issuerById = ({ issuers }: Issuers, id: string | null): IssuerView | null =>
  issuers.find((issuer) => issuer.id === id) ?? null

/** The issuer whose rules apply to a pair; null if it is not known. */
export const issuerOfPair = (snapshot: Issuers, pair: CertificatePair): IssuerView | null =>
  issuerById(snapshot, leadingCertificate(pair)?.issuerId ?? null)

/** The known issuers of the certificates on a token, the issuer of the leading pair first. */
export const issuersOnToken = (
  snapshot: Issuers,
  { pairs }: Pick<TokenView, 'pairs'>,
): readonly IssuerView[] => {
  const leading = leadingPair(pairs)
  const inOrder = leading === null ? [] : [leading, ...pairs]
  return [...new Set(inOrder.flatMap((pair) => issuerOfPair(snapshot, pair) ?? []))]
}

/** The issuer of a token: that of its leading pair, or the chosen one while the token has no certificate. */
export const issuerOfToken = (
  snapshot: Issuers & Chosen,
  { pairs }: Pick<TokenView, 'pairs'>,
): IssuerView | null => {
  const leading = leadingPair(pairs)
  return leading === null ? snapshot.issuer : issuerOfPair(snapshot, leading)
}

/** The rule for a new PIN on a token: its own, narrowed by the rules of all issuers of its certificates. */
export const newPinRuleOn = (snapshot: Issuers, token: Pick<TokenView, 'pairs' | 'pinRule'>): PinRule =>
  newPinRule(token.pinRule, ...issuersOnToken(snapshot, token).map(({ pinRule }) => pinRule))
