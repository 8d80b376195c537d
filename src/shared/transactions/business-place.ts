import type { Place } from '../places/place.ts'
import type { TransactionView } from './model.ts'

/** The page of a business that has begun. */
export const businessPlace = ({
  business,
  id,
  tokenId,
}: Pick<TransactionView, 'business' | 'id' | 'tokenId'>): Place =>
  business === 'renew' ? { page: 'renewal-progress', transactionId: id } : { page: 'issue', tokenId }
