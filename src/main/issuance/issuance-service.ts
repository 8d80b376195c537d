import { Pin } from '../../native/pin.ts'
import type { Target } from '../../shared/models/index.ts'
import type { Transactions } from '../transactions/index.ts'

/** What windows ask of 证书签发; a transaction that was begun is asked of the transactions. */
export type IssuanceService = {
  start(target: Target, pin: string, lastTry: boolean): Promise<{ readonly transactionId: string }>
}

export const createIssuanceService = (transactions: Pick<Transactions, 'start'>): IssuanceService => ({
  start: (target, pin, lastTry) =>
    transactions.start({ business: { kind: 'issue' }, target, pin: new Pin(pin), lastTry }),
})
