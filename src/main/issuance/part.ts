import type { Transactions } from '../transactions/index.ts'
import { issuanceHandlers } from './handlers.ts'
import { createIssuanceService } from './issuance-service.ts'

export const issuancePart = ({ transactions }: { readonly transactions: Pick<Transactions, 'start'> }) => {
  const issuance = createIssuanceService(transactions)
  return { service: issuance, handlers: issuanceHandlers(issuance) }
}
