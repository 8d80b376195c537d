import { AssistantError } from '../../shared/errors/index.ts'
import type { TransactionView } from '../../shared/models/index.ts'
import type { TransactionKeyring } from './keyring.ts'
import { tokenIdOf } from './progress.ts'
import { isTargetPresent } from './targets.ts'
import type { Transaction } from './transaction.ts'
import { pairIdOf, viewOf } from './view.ts'

/** All transactions that this process knows: running, resting, ended lately, or given up with something left. */
export type TransactionBook = {
  enter(transaction: Transaction): void
  strike(transaction: Transaction): void
  find(id: string): Transaction | undefined
  views(): readonly TransactionView[]
  /** Given up, with a pair still on a key that could not be reached. */
  leftovers(): readonly Transaction[]
  /**
   * Holds a place for one business while `work` runs. Throws if the same place is held or has an unfinished
   * transaction. A place is a token, or the one soft token that is being made.
   */
  holding<T>(place: string, work: () => Promise<T>): Promise<T>
}

/** The place where a transaction works. There may be only one transaction in a place. */
export const placeOf = (target: { readonly kind: 'ukey' | 'soft'; readonly tokenId: string }): string =>
  target.kind === 'soft' ? 'soft' : target.tokenId

/**
 * How many transactions that are done stay visible, so that a person who watched one sees its end. The others are in
 * the history and among the finished journals.
 */
const doneInSight = 3

export const createTransactionBook = (keyring: TransactionKeyring): TransactionBook => {
  const transactions = new Map<string, Transaction>()
  const held = new Set<string>()
  const all = () => [...transactions.values()]

  const view = (transaction: Transaction): TransactionView => {
    const progress = transaction.progress()
    return viewOf(transaction.id, progress, {
      running: transaction.running() && !transaction.asking(),
      pinAtHand: transaction.given() !== null,
      error: transaction.error(),
      wait: transaction.wait(),
      tokenPresent: isTargetPresent(keyring, progress),
      pairId: pairIdOf(progress),
    })
  }
  const isOpenAt = (place: string) => (transaction: Transaction) => {
    const progress = transaction.progress()
    const { kind } = progress.started.target
    return progress.ended === null && placeOf({ kind, tokenId: tokenIdOf(progress) }) === place
  }
  const forgetDone = (): void => {
    const done = all().filter((one) => one.progress().ended?.how === 'done')
    for (const { id } of done.slice(0, -doneInSight)) transactions.delete(id)
  }
  return {
    enter: (transaction) => {
      forgetDone()
      transactions.set(transaction.id, transaction)
    },
    strike: ({ id }) => void transactions.delete(id),
    find: (id) => transactions.get(id),
    views: () => all().flatMap((one) => (one.progress().ended?.how === 'abandoned' ? [] : [view(one)])),
    leftovers: () => all().filter((one) => one.progress().ended?.leftover),
    holding: async (place, work) => {
      if (held.has(place) || all().some(isOpenAt(place))) throw new AssistantError('transaction-running')
      held.add(place)
      try {
        return await work()
      } finally {
        held.delete(place)
      }
    },
  }
}
