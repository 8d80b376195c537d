import type { CertificatePair, HistoryKind, TokenView, TransactionView } from '../../shared/models/index.ts'
import type { History } from './history.ts'

const kinds: Readonly<Record<TransactionView['business'], HistoryKind>> = {
  issue: 'issued',
  replacement: 'replaced',
  renew: 'renewed',
}

/** Writes each certificate that came into force into the history, once. */
export const createTransactionHistory = (parts: {
  readonly history: History
  readonly tokens: () => readonly TokenView[]
}): ((transactions: readonly TransactionView[]) => void) => {
  // What an earlier start has left finished was written down then.
  const written = new Set<string>()
  const running = new Set<string>()

  const pairOf = ({ pairId }: TransactionView): CertificatePair | undefined =>
    parts.tokens().flatMap(({ pairs }) => pairs.find(({ id }) => id === pairId) ?? [])[0]

  return (transactions) => {
    for (const transaction of transactions) {
      if (transaction.state === 'running') running.add(transaction.id)
      const fresh = transaction.state === 'done' && running.has(transaction.id)
      if (!fresh || written.has(transaction.id)) continue
      written.add(transaction.id)
      parts.history.add({
        kind: kinds[transaction.business],
        tokenId: transaction.tokenId,
        tokenName: transaction.tokenName,
        holder: transaction.holder,
        serial: pairOf(transaction)?.signing?.serial ?? null,
        detail: null,
      })
    }
  }
}
