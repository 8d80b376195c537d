import { leadingCertificate } from '../certificates/leading.ts'
import type { CertificatePair } from '../certificates/model.ts'
import type { TokenView } from '../tokens/model.ts'

type Tokens = readonly Pick<TokenView, 'pairs'>[]

/** The same holder at the same authority. An authority keeps one pair of an account in force. */
const ownerOf = (pair: CertificatePair): string | null => {
  const view = leadingCertificate(pair)
  return view === null || view.issuerId === null ? null : `${view.issuerId} ${view.holder}`
}

const isInForce = ({ state, usable }: CertificatePair): boolean =>
  usable && (state === 'valid' || state === 'expiring')

const known = new WeakMap<Tokens, ReadonlySet<string>>()

/** The holders who have a certificate in force. It is found once for each list of tokens, which may be long. */
const ownersInForce = (tokens: Tokens): ReadonlySet<string> => {
  const before = known.get(tokens)
  if (before) return before
  const owners = new Set(
    tokens.flatMap(({ pairs }) => pairs.flatMap((pair) => (isInForce(pair) ? (ownerOf(pair) ?? []) : []))),
  )
  known.set(tokens, owners)
  return owners
}

/** Whether a pair among these tokens is in force for the same holder at the same authority. */
export const hasSuccessor = (pair: CertificatePair, tokens: Tokens): boolean => {
  const owner = ownerOf(pair)
  return owner !== null && ownersInForce(tokens).has(owner)
}

/**
 * Whether a pair has ended and another one of the same holder works here. Such a pair needs nothing: a new issuance
 * for it would revoke the one that works.
 */
export const isReplaced = (pair: CertificatePair, tokens: Tokens): boolean => {
  if (pair.state === 'kept') return true
  return (pair.state === 'revoked' || pair.state === 'expired') && hasSuccessor(pair, tokens)
}

/** Whether files may have been encrypted to a pair. Only its own key opens them. */
export const mayOpenFiles = ({ signing, encryption }: CertificatePair): boolean =>
  encryption !== null || (signing !== null && signing.use !== 'signing')

/** Whether everything on a token has been replaced, so that it is only kept. */
export const isAllReplaced = ({ pairs }: Pick<TokenView, 'pairs'>, tokens: Tokens): boolean =>
  pairs.length > 0 && pairs.every((pair) => isReplaced(pair, tokens))
