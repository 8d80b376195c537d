import { leadingCertificate, leadingPair } from '../certificates/leading.ts'
import type { CertificatePair } from '../certificates/model.ts'
import { newPinRule } from '../pin/new-pin.ts'
import type { PinRule, TokenView } from '../tokens/model.ts'
import type { IssuerView } from './model.ts'

type Issuers = { readonly issuers: readonly IssuerView[] }
type Chosen = { readonly issuer: IssuerView }

/** Reminder days where nobody knows whose rules count. */
export const usualReminderDays: readonly number[] = [60, 30, 15, 7, 3, 1, 0, -1]

export const issuerById = ({ issuers }: Issuers, id: string | null): IssuerView | null =>
  issuers.find((issuer) => issuer.id === id) ?? null

/** Whose rules count for a pair; null where its issuer is not known. */
export const issuerOfPair = (snapshot: Issuers, pair: CertificatePair): IssuerView | null =>
  issuerById(snapshot, leadingCertificate(pair)?.issuerId ?? null)

/** The issuers of the certificates on a token, the one of the leading pair first; those not known left out. */
export const issuersOnToken = (
  snapshot: Issuers,
  { pairs }: Pick<TokenView, 'pairs'>,
): readonly IssuerView[] => {
  const leading = leadingPair(pairs)
  const inOrder = leading === null ? [] : [leading, ...pairs]
  return [...new Set(inOrder.flatMap((pair) => issuerOfPair(snapshot, pair) ?? []))]
}

/** Whose business a token is: that of its leading pair, and of the chosen one while no certificate is on it. */
export const issuerOfToken = (
  snapshot: Issuers & Chosen,
  { pairs }: Pick<TokenView, 'pairs'>,
): IssuerView | null => {
  const leading = leadingPair(pairs)
  return leading === null ? snapshot.issuer : issuerOfPair(snapshot, leading)
}

/** The rule for a new PIN on a token: its own, narrowed by those of all whose certificates are on it. */
export const newPinRuleOn = (snapshot: Issuers, token: Pick<TokenView, 'pairs' | 'pinRule'>): PinRule =>
  newPinRule(token.pinRule, ...issuersOnToken(snapshot, token).map(({ pinRule }) => pinRule))
