import { useCallback, useEffect, useRef, useState } from 'react'
import type { TypedTransfer } from '../../shared/models/index.ts'
import { noTransfer } from '../../shared/orders/transfers.ts'
import { useAssistant } from '../live/use-live.tsx'
import { dateOf } from '../words/format.ts'

export type OneTransfer = { readonly id: number; readonly typed: TypedTransfer }

/** What was typed for each business, whichever page is opened in between. */
const typedFor = new Map<string, readonly OneTransfer[]>()
let lastId = 0
const one = (typed: TypedTransfer): OneTransfer => {
  lastId += 1
  return { id: lastId, typed }
}
export const freshTransfer = (): OneTransfer => one(noTransfer(dateOf(new Date().toISOString())))

/** What is typed is on disk a moment later, and at once when the page is left. */
const pauseMs = 150

/** The transfers as they are being typed. They outlive the page and the program. */
export const useTypedTransfers = (transactionId: string) => {
  const { client } = useAssistant()
  const [all, setAll] = useState(() => typedFor.get(transactionId) ?? [freshTransfer()])
  const changed = useRef(false)
  const unsaved = useRef<readonly OneTransfer[] | null>(null)
  const save = useCallback((): void => {
    const { current } = unsaved
    if (current === null) return
    unsaved.current = null
    const typed = current.map((transfer) => transfer.typed)
    client.orders.keepTransfers({ transactionId, typed }).catch(() => undefined)
  }, [client, transactionId])
  const keep = (next: readonly OneTransfer[]): void => {
    typedFor.set(transactionId, next)
    changed.current = true
    setAll(next)
  }
  useEffect(() => {
    if (!changed.current) return
    unsaved.current = all
    const timer = setTimeout(save, pauseMs)
    return () => clearTimeout(timer)
  }, [all, save])
  useEffect(() => save, [save])
  useEffect(() => {
    if (typedFor.has(transactionId)) return
    client.orders.typedTransfers({ transactionId }).then(
      (typed) => {
        // Whoever types already is not disturbed.
        if (typed.length === 0 || typedFor.has(transactionId)) return
        const kept = typed.map(one)
        typedFor.set(transactionId, kept)
        setAll(kept)
      },
      () => undefined, // the fields can be filled in without it
    )
  }, [client, transactionId])
  return { all, keep }
}
