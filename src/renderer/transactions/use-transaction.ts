import { useState } from 'react'
import type { TransactionView } from '../../shared/models/index.ts'
import { isOpen } from '../../shared/transactions/progress.ts'
import { useAssistant } from '../live/use-live.tsx'

type Watched = { readonly id: string /** As last seen. */; readonly last: TransactionView | null }

/** The last view of a transaction that has left the state: if it was not done, it was given up. */
const gone = (last: TransactionView): TransactionView =>
  last.state === 'done' ? last : { ...last, state: 'abandoned', waiting: null, error: null }

export type WatchedTransaction = {
  readonly transaction: TransactionView | null
  /** Begun here, but not in the state yet. */
  readonly begun: boolean
  /** Several unfinished ones. The person says which one. */
  readonly open: readonly TransactionView[]
  watch(id: string): void
  /** Leaves them alone and goes back to the beginning. */
  leave(): void
}

/** The business of this page: the one begun here, else an unfinished one, for the page's token if it has one. */
export const useTransaction = (cameFrom: string | null): WatchedTransaction => {
  const { transactions } = useAssistant().snapshot
  const [watched, setWatched] = useState<Watched | null>(null)
  const [left, setLeft] = useState(false)
  const isMine = (one: TransactionView) => isOpen(one) && (cameFrom === null || one.tokenId === cameFrom)
  const open = left || watched ? [] : transactions.filter(isMine)
  const present = watched
    ? transactions.find(({ id }) => id === watched.id)
    : open.length === 1
      ? open[0]
      : undefined
  if (present && present !== watched?.last) setWatched({ id: present.id, last: present })
  return {
    transaction: present ?? (watched?.last ? gone(watched.last) : null),
    begun: watched !== null && watched.last === null && !present,
    open,
    watch: (id) => setWatched({ id, last: null }),
    leave: () => {
      setWatched(null)
      setLeft(true)
    },
  }
}
