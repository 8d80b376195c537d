import type { CertificatePair, HistoryKind, TokenView, TransactionView } from '../../shared/models/index.ts'
import type { EventList } from '../events/events.ts'
import type { History } from './history.ts'

const kinds: Readonly<Record<TransactionView['business'], HistoryKind>> = {
  issue: 'issued',
  replacement: 'replaced',
  renew: 'renewed',
  upgrade: 'upgraded',
}

/** Writes an entry into the history for each certificate that came into force. */
export const createTransactionHistory = (parts: {
  readonly history: Pick<History, 'add'>
  readonly tokens: () => readonly TokenView[]
}): ((done: EventList['transaction-done']) => void) => {
  const pairOf = ({ pairId }: TransactionView): CertificatePair | undefined =>
    parts.tokens().flatMap(({ pairs }) => pairs.find(({ id }) => id === pairId) ?? [])[0]

  return ({ transaction, ranHere }) => {
    // What an earlier start has finished was written down at that time.
    if (!ranHere) return
    parts.history.add({
      kind: transaction.keys === 'same' ? 'certified-again' : kinds[transaction.business],
      tokenId: transaction.tokenId,
      tokenName: transaction.tokenName,
      holder: transaction.holder,
      serial: pairOf(transaction)?.signing?.serial ?? null,
      detail: transaction.agreementVersion ?? null,
    })
  }
}
