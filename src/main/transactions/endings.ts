import type { TransactionView } from '../../shared/models/index.ts'
import type { EventList } from '../events/events.ts'

type Done = EventList['transaction-done']

/** The transactions that are done and were not reported before. */
export const createEndings = (): ((transactions: readonly TransactionView[]) => readonly Done[]) => {
  const running = new Set<string>()
  const told = new Set<string>()
  return (transactions) =>
    transactions.flatMap((transaction) => {
      const { id, state } = transaction
      if (state === 'running') running.add(id)
      if (state !== 'done' || told.has(id)) return []
      told.add(id)
      return [{ transaction, ranHere: running.has(id) }]
    })
}
