import type { Place } from '../places/place.ts'
import type { TransactionView } from './model.ts'

/** The page of a business that has begun. */
export const businessPlace = ({
  business,
  id,
  tokenId,
  upgradeId,
}: Pick<TransactionView, 'business' | 'id' | 'tokenId' | 'upgradeId'>): Place => {
  if (business === 'renew') return { page: 'renewal-progress', transactionId: id }
  if (upgradeId !== undefined) return { page: 'upgrade-progress', upgradeId }
  return { page: 'issue', tokenId }
}
