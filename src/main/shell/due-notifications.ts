import type { Snapshot, TokenView, TransactionView } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import { leadingPair } from '../../shared/tray-menu.ts'
import type { Notification } from './shell.ts'

const expiry = (token: TokenView, { tray: { notify } }: Texts): Notification | null => {
  const pair = leadingPair(token)
  const certificate = pair?.signing ?? pair?.encryption
  if (!pair || !certificate) return null
  const { holder, daysLeft } = certificate
  // The days are part of the name: the same certificate is told of once a day, not at every change.
  const id = `expiry-${pair.id}-${daysLeft}`
  if (pair.state === 'expiring')
    return { id, title: notify.expiring, body: notify.renewNow(holder, daysLeft), route: 'issue' }
  if (pair.state === 'expired')
    return { id, title: notify.expired, body: notify.renewLate(holder), route: 'issue' }
  return null
}

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
      route: 'certificates',
    }
  if (state === 'paused')
    return { id: `transaction-${id}`, title: notify.paused, body: notify.pausedBody(holder), route: 'issue' }
  return null
}

/** What the state calls for that a person should hear of although no window is open. */
export const dueNotifications = (before: Snapshot, after: Snapshot, texts: Texts): readonly Notification[] =>
  [
    ...after.tokens.map((token) => expiry(token, texts)),
    ...after.transactions.map((transaction) => ending(transaction, before, texts)),
  ].filter((notification) => notification !== null)
