import type { Held, HeldPair } from '../../native/index.ts'
import { leadingCertificate } from '../../shared/certificates/leading.ts'
import type { CertificatePair, TokenView } from '../../shared/models/index.ts'

export type Judged = { readonly held: Held; readonly view: TokenView }

type Two = { readonly pair: HeldPair; readonly view: CertificatePair; readonly tokenId: string }

const twosOf = ({ held, view }: Judged): readonly Two[] =>
  held.pairs.flatMap((pair, at) => {
    const shown = view.pairs[at]
    return shown === undefined ? [] : [{ pair, view: shown, tokenId: view.id }]
  })

const opensFiles = ({ encryption }: HeldPair): boolean =>
  encryption !== null && (encryption.match === 'matching' || encryption.match === 'unseen')

const isLone = ({ view }: Two): boolean => view.state === 'incomplete' && view.signing === null

const mayBeKept = (two: Two): boolean =>
  (two.view.state === 'expired' || two.view.state === 'revoked' || isLone(two)) && opensFiles(two.pair)

/** Whose certificate it is, and who issued it. */
const holding = ({ pair, view }: Two): string => {
  const certificate = leadingCertificate(pair)?.certificate
  const issuer = leadingCertificate(view)?.issuerId ?? certificate?.issuer.text
  return `${certificate?.subject.cn ?? certificate?.subject.text}\n${issuer}`
}

const startOf = ({ pair }: Two): number => leadingCertificate(pair)?.certificate.notBefore.getTime() ?? 0

const isInUse = ({ view }: Two): boolean =>
  (view.state === 'valid' || view.state === 'expiring') && view.signing !== null && view.encryption !== null

/**
 * The pairs that are kept for one purpose: their encryption keys open what was encrypted to them before a newer pair
 * took their place. A pair that may still be in force has its successor on its own token.
 */
export const keptAmong = (tokens: readonly Judged[]): ReadonlySet<CertificatePair> => {
  const all = tokens.flatMap(twosOf)
  const candidates = all.filter(mayBeKept)
  if (candidates.length === 0) return new Set()
  const inUse = Map.groupBy(all.filter(isInUse), holding)
  const hasSuccessor = (old: Two): boolean =>
    (inUse.get(holding(old)) ?? []).some(
      (newer) => startOf(newer) >= startOf(old) && (!isLone(old) || newer.tokenId === old.tokenId),
    )
  return new Set(candidates.filter(hasSuccessor).map(({ view }) => view))
}
