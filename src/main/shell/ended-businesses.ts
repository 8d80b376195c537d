import type { Snapshot, TransactionView } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import type { Notification } from './shell.ts'

/** Only what came to an end while it was being watched: not what an earlier day left behind. */
const ending = (
  transaction: TransactionView,
  before: Snapshot,
  { tray: { notify } }: Texts,
): Notification | null => {
  const { id, holder, tokenName, state } = transaction
  const earlier = before.transactions.find((one) => one.id === id)
  if (earlier?.state !== 'running' || state === earlier.state) return null
  if (state === 'done')
    return {
      id: `transaction-${id}`,
      title: notify.done,
      body: notify.doneBody(holder, tokenName),
      place: { page: 'certificates' },
    }
  if (state === 'paused')
    return {
      id: `transaction-${id}`,
      title: notify.paused,
      body: notify.pausedBody(holder),
      place: { page: 'issue', tokenId: null },
    }
  return null
}

/** The businesses of which a person should hear that they ended, although no window is open. */
export const endedBusinesses = (before: Snapshot, after: Snapshot, texts: Texts): readonly Notification[] =>
  after.transactions
    .map((transaction) => ending(transaction, before, texts))
    .filter((notification) => notification !== null)
