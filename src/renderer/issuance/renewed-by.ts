import type { Snapshot } from '../../shared/models/index.ts'
import { findCertificate } from '../certificates/find-certificate.ts'

export type Renewed = { readonly tokenId: string | null; readonly issuerId: string | null }

/** The token and the issuer of a certificate, also if its key is away and only remembered. */
export const renewedBy = (snapshot: Snapshot, certificateId: string): Renewed => {
  const found = findCertificate(snapshot, certificateId)
  if (found) return { tokenId: found.token.id, issuerId: found.view.issuerId }
  const remembered = snapshot.reminders.find(({ id }) => id === certificateId)
  return remembered
    ? { tokenId: remembered.tokenId, issuerId: remembered.issuerId }
    : { tokenId: null, issuerId: null }
}
