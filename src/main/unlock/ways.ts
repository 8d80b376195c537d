import type { TokenFacts } from '../../native/index.ts'
import type { UnlockWays } from '../../shared/models/index.ts'
import type { Issuer } from '../issuers/issuers.ts'

/** Why a token cannot be unlocked online; null if that can be tried. */
export const obstacle = (
  facts: Pick<TokenFacts, 'capabilities'>,
  issuer: Issuer | null,
): UnlockWays['reason'] => {
  if (!facts.capabilities.includes('unlock-with-secret')) return 'unlock-not-remote'
  if (issuer === null) return 'issuer-unknown'
  if (!issuer.businesses.includes('unlock')) return 'business-unavailable'
  return issuer.address === null ? 'authority-not-connected' : null
}

/** Both ways to a new PIN: online, and at a service point with what must be brought along. */
export const unlockWaysOf = (
  facts: Pick<TokenFacts, 'capabilities'>,
  issuer: Issuer | null,
): Omit<UnlockWays, 'begun'> => {
  const reason = obstacle(facts, issuer)
  return {
    issuerId: issuer?.id ?? null,
    online: reason === null,
    reason,
    hotline: issuer?.hotline ?? null,
    servicePoints: issuer?.servicePoints ?? [],
    documents: issuer?.unlockDocuments ?? [],
  }
}
