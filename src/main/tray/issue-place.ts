import { leadingCertificate, leadingPair } from '../../shared/certificates/leading.ts'
import { pairHealth } from '../../shared/health/pair-health.ts'
import type { Place, Snapshot } from '../../shared/models/index.ts'

/** The certificate on a token is renewed where it was issued. Everything else is new business. */
export const issuePlace = ({ tokens }: Pick<Snapshot, 'tokens'>, tokenId: string | null): Place => {
  const pair = leadingPair(tokens.find(({ id }) => id === tokenId)?.pairs ?? [])
  const view = pair && pairHealth(pair).action === 'renew' ? leadingCertificate(pair) : null
  return view ? { page: 'renewal', certificateId: view.id } : { page: 'issue', tokenId }
}
