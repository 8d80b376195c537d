import { leadingCertificate, leadingPair } from '../../../shared/certificates/leading.ts'
import type { TokenView } from '../../../shared/models/index.ts'

/** Whose token it is; null if it has no certificate. */
export const holderOf = (token: TokenView): string | null => {
  const pair = leadingPair(token.pairs)
  return (pair && leadingCertificate(pair)?.holder) ?? null
}
