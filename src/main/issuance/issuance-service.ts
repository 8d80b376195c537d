import type { Transactions, TransactionWish } from '../transactions/index.ts'

/** What windows ask of 证书签发. Once a transaction has begun, windows ask the transactions service. */
export type IssuanceService = {
  start(wish: Omit<TransactionWish, 'business'>): Promise<{ readonly transactionId: string }>
}

export const createIssuanceService = (transactions: Pick<Transactions, 'start'>): IssuanceService => ({
  start: (wish) => transactions.start({ ...wish, business: { kind: 'issue' } }),
})
