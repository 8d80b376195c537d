import { z } from 'zod'
import { type TransactionView, type TypedTransfer, typedTransfers } from '../../shared/models/index.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { smallJsonAt } from '../files/file-reading.ts'

/** What people have typed about their transfers, until the order is paid. */
export type TypedTransfers = {
  of(transactionId: string): readonly TypedTransfer[]
  keep(transactionId: string, typed: readonly TypedTransfer[]): void
  forget(transactionId: string): void
  /** Forgets what belongs to businesses that wait for no payment any more. */
  sweep(views: readonly TransactionView[]): void
}

const kept = z.readonly(z.object({ transactionId: z.string(), typed: typedTransfers }))
const transferFile = z.readonly(z.object({ format: z.literal(1), kept: z.array(kept).readonly() }))

/** A business that nobody hears of any more leaves its transfers behind, so the oldest go. */
const most = 50

/** While it asks, a business neither waits nor is it past its payment. */
const isPastPayment = ({ state, waiting }: TransactionView): boolean =>
  state === 'done' || (waiting !== null && waiting.for !== 'payment' && waiting.for !== 'network')

type Parts = {
  readonly path: string
  /** Called with the name of a damaged file that was set aside: it only costs the typing. */
  readonly damaged?: (file: string) => void
}

export const createTypedTransfers = ({ path, damaged }: Parts): TypedTransfers => {
  let all = smallJsonAt(path, transferFile, damaged)?.kept ?? []
  const write = (next: typeof all): void => {
    const file = { format: 1, kept: next.slice(-most) }
    writeAtomically(path, `${JSON.stringify(file, null, 1)}\n`, 0o600)
    all = file.kept
  }
  const without = (ids: ReadonlySet<string>): void => {
    const left = all.filter(({ transactionId }) => !ids.has(transactionId))
    if (left.length < all.length) write(left)
  }
  return {
    of: (id) => all.find(({ transactionId }) => transactionId === id)?.typed ?? [],
    keep: (transactionId, typed) =>
      write([...all.filter((one) => one.transactionId !== transactionId), { transactionId, typed }]),
    forget: (id) => without(new Set([id])),
    sweep: (views) => without(new Set(views.filter(isPastPayment).map(({ id }) => id))),
  }
}
