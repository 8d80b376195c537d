import type { Place } from '../places/place.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { SignedIn } from './model.ts'

type Known = Pick<Snapshot, 'tokens' | 'accounts'>
type Owner = { readonly issuerId: string; readonly account: SignedIn }

/**
 * The account whose certificate a page is about, if it is logged in at the issuer of that certificate. Several accounts
 * can be logged in, and the one whose certificate is used is the one that is shown and that acts.
 */
export const ownerOfPlace = ({ tokens, accounts }: Known, place: Place | null): Owner | null => {
  if (place === null || !('certificateId' in place)) return null
  const views = tokens.flatMap(({ pairs }) =>
    pairs.flatMap(({ signing, encryption }) => [signing, encryption]),
  )
  const view = views.find((one) => one?.id === place.certificateId)
  if (!view) return null
  const found = accounts.find(
    ({ issuerId, account }) =>
      issuerId === view.issuerId && account.state === 'signed-in' && account.applicantName === view.holder,
  )
  return found?.account.state === 'signed-in' ? { issuerId: found.issuerId, account: found.account } : null
}
