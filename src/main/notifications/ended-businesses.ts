import type { Place, Snapshot, TransactionView } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import { businessPlace } from '../../shared/transactions/business-place.ts'
import type { Notification } from '../shell/shell.ts'

type Words = Texts['tray']['notify']

/** How the business ended or what it needs from the person; null while it goes on or waits without the person. */
const said = ({ state, waiting, holder, tokenName, business }: TransactionView, notify: Words) => {
  if (state === 'done' && business === 'upgrade')
    return { title: notify.upgraded, body: notify.upgradedBody(holder) }
  if (state === 'done') return { title: notify.done, body: notify.doneBody(holder, tokenName) }
  if (state === 'paused') return { title: notify.paused, body: notify.pausedBody(holder) }
  if (waiting?.for === 'payment') return { title: notify.payment, body: notify.paymentBody(holder) }
  if (waiting?.for === 'correction') return { title: notify.correction, body: notify.correctionBody(holder) }
  if (waiting?.for === 'person' && business === 'renew')
    return { title: notify.installable, body: notify.installableBody(holder) }
  if (waiting?.for === 'person') return { title: notify.person, body: notify.personBody(holder) }
  return null
}

const isSame = (one: TransactionView, other: TransactionView): boolean =>
  one.state === other.state && one.waiting?.for === other.waiting?.for

/** Only changes during this run count, not what an earlier day left behind. */
const ending = (
  transaction: TransactionView,
  before: Snapshot,
  { tray: { notify } }: Texts,
): Notification | null => {
  const earlier = before.transactions.find(({ id }) => id === transaction.id)
  const went = earlier?.state === 'running' || earlier?.state === 'waiting'
  if (!went || isSame(transaction, earlier)) return null
  const words = said(transaction, notify)
  if (words === null) return null
  const isOver = transaction.state === 'done' && transaction.business !== 'upgrade'
  const place: Place = isOver ? { page: 'certificates' } : placeOf(transaction)
  return { id: `transaction-${transaction.id}`, ...words, place }
}

const placeOf = (transaction: TransactionView): Place =>
  ['renew', 'upgrade'].includes(transaction.business)
    ? businessPlace(transaction)
    : { page: 'issue', tokenId: null }

/** The businesses that ended or wait for the person, which the person should hear of even without an open window. */
export const endedBusinesses = (before: Snapshot, after: Snapshot, texts: Texts): readonly Notification[] =>
  after.transactions
    .map((transaction) => ending(transaction, before, texts))
    .filter((notification) => notification !== null)
