import { Pin } from '../../native/pin.ts'
import type { Target } from '../../shared/models/index.ts'
import type { Transactions } from '../transactions/index.ts'

/** What windows ask of 证书签发; a transaction that was begun is asked of the transactions. */
export type IssuanceService = {
  start(wish: {
    readonly issuerId: string
    readonly target: Target
    readonly pin: string
    readonly lastTry: boolean
  }): Promise<{ readonly transactionId: string }>
}

export const createIssuanceService = (transactions: Pick<Transactions, 'start'>): IssuanceService => ({
  start: ({ pin, ...wish }) =>
    transactions.start({ ...wish, business: { kind: 'issue' }, pin: new Pin(pin) }),
})
