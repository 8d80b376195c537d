import { randomUUID } from 'node:crypto'
import type { Pin } from '../../native/pin.ts'
import { AssistantError, type ErrorCode } from '../../shared/errors/index.ts'
import type { TransactionView } from '../../shared/models/index.ts'
import type { Account } from '../account/index.ts'
import { signedIn } from '../account/index.ts'
import type { Authority } from '../authority/index.ts'
import { type JournalFile, openJournal } from '../journal/index.ts'
import { abandonTransaction, cleanUpAfter } from './abandonment.ts'
import { isOnToken, progressOf, tokenIdOf } from './progress.ts'
import { type IssuanceBusiness, type IssuanceRecord, issuanceRecord } from './records.ts'
import { createRetries } from './retries.ts'
import { createRunner } from './runner.ts'
import { settled } from './settled.ts'
import type { TokenWork } from './steps/step.ts'
import { chosenTarget, type IssuanceKeyring, isTargetPresent, type TargetWish } from './targets.ts'
import { createTransaction, type Transaction } from './transaction.ts'
import { pairIdOf, viewOf } from './view.ts'

export type IssuanceOptions = {
  readonly keyring: IssuanceKeyring
  readonly authority: Authority
  readonly account: Account
  /** Where the journals lie. */
  readonly folder: string
  readonly clock: () => Date
  readonly changed: (views: readonly TransactionView[]) => void
  readonly log: (text: string) => void
  /** Hears of journals that could not be believed and were set aside. */
  readonly damaged?: (files: readonly string[]) => void
  /** First pause before a step that failed for the network is tried again by itself. */
  readonly retryMs?: number
}

export type IssuanceWish = {
  readonly target: TargetWish
  readonly pin: Pin
  /** 证书签发 unless it says otherwise. */
  readonly business?: IssuanceBusiness
}

export type Issuance = {
  /** Over when what the last start left unfinished is known; everything else waits for it by itself. */
  readonly ready: Promise<void>
  start(wish: IssuanceWish): Promise<{ readonly transactionId: string }>
  resume(transactionId: string, pin?: Pin): Promise<void>
  /**
   * Tells the authority and removes the pair. Refuses with pin-needed when a certificate may lie on a Ukey that is
   * at hand; what else is left on one is removed at its next issuance.
   */
  abandon(transactionId: string, pin?: Pin): Promise<void>
  views(): readonly TransactionView[]
  /** The authority's name of a transaction's request; null before it was opened. */
  requestOf(transactionId: string): string | null
  tokensChanged(): void
  stop(): void
}

/** Passes by itself: the step is tried again without asking anybody, as long as it needs no PIN. */
const passing = new Set<ErrorCode>([
  'network-none',
  'network-name',
  'network-refused',
  'network-timeout',
  'network-proxy',
  'network-portal',
  'authority-fault',
  'authority-busy',
  'authority-answer-unreadable',
  'request-waiting',
  'payment-needed',
])

export const createIssuance = (options: IssuanceOptions): Issuance => {
  const { keyring, authority, account, clock, log } = options
  const journal = openJournal<IssuanceRecord>({
    folder: options.folder,
    business: 'issue',
    schema: issuanceRecord,
    whole: (records) => progressOf(records) !== null,
    clock,
  })
  const transactions = new Map<string, Transaction>()
  const beginning = new Set<string>()
  let stopped = false

  const views = (): readonly TransactionView[] =>
    [...transactions.values()].filter((one) => one.progress().ended?.how !== 'abandoned').map(view)
  const changed = () => {
    if (!stopped) options.changed(views())
  }

  const view = (transaction: Transaction): TransactionView => {
    const progress = transaction.progress()
    return viewOf(transaction.id, progress, {
      running: transaction.running(),
      pinAtHand: transaction.pin() !== null,
      error: transaction.error(),
      tokenPresent: isTargetPresent(keyring, progress),
      pairId: pairIdOf(progress),
    })
  }

  const take = (file: JournalFile<IssuanceRecord>): Transaction => {
    const progress = progressOf(file.records())
    if (!progress) throw new Error('a journal was opened that does not begin with a start')
    const transaction = createTransaction({ file, progress, clock, changed, log })
    transactions.set(file.id, transaction)
    return transaction
  }

  const forget = ({ id }: Transaction) => void transactions.delete(id)
  const leftovers = () => [...transactions.values()].filter((one) => one.progress().ended?.leftover)
  const cleanUp = (work: TokenWork) => cleanUpAfter(leftovers(), work, forget)
  const run = createRunner({ authority, keyring, cleanUp })

  const finish = async (transaction: Transaction): Promise<void> => {
    await transaction.append({ type: 'ended', at: clock().toISOString(), how: 'done', leftover: false })
    await transaction.close()
  }

  const needsNoPin = (transaction: Transaction): boolean => {
    const { next, started } = transaction.progress()
    return next !== null && !isOnToken(next, started.target.kind)
  }

  const retries = createRetries(options.retryMs ?? 10_000)
  const runInBackground = (transaction: Transaction, pin: Pin | null): void => {
    retries.cancel(transaction.id)
    const ended = transaction.run(pin, async () => {
      await run(transaction)
      await finish(transaction)
    })
    void ended.then(() => goOnByItself(transaction))
  }
  const goOnByItself = (transaction: Transaction): void => {
    const error = transaction.error()
    if (stopped || error === null || !passing.has(error.code) || !needsNoPin(transaction)) return
    retries.later(transaction.id, () => {
      if (!stopped && !transaction.running()) runInBackground(transaction, null)
    })
  }

  /** After a start: closes what had only its closing left, goes on with what needs nobody. */
  const takeUp = async (transaction: Transaction): Promise<void> => {
    const { ended } = transaction.progress()
    if (ended?.leftover) return
    if (ended) {
      await transaction.close()
      forget(transaction)
    } else if (needsNoPin(transaction)) runInBackground(transaction, null)
  }

  const load = async (): Promise<void> => {
    const { files, damaged } = await journal.unfinished()
    for (const name of damaged) log(`the journal ${name} could not be read and was set aside`)
    if (damaged.length > 0) options.damaged?.(damaged)
    const all = files.map(take)
    changed()
    await settled(keyring)
    for (const transaction of all) await takeUp(transaction)
    changed()
  }
  const ready = load().catch((error: unknown) => log(`the journals could not be read: ${String(error)}`))

  const isBusy = (tokenId: string, kind: TargetWish['kind']): boolean =>
    beginning.has(kind === 'soft' ? 'soft' : tokenId) ||
    [...transactions.values()].some((one) => {
      const progress = one.progress()
      if (progress.ended) return false
      return kind === 'soft' ? progress.started.target.kind === 'soft' : tokenIdOf(progress) === tokenId
    })

  const unfinished = async (transactionId: string): Promise<Transaction> => {
    await ready
    const transaction = transactions.get(transactionId)
    if (!transaction || transaction.progress().ended) throw new AssistantError('transaction-unknown')
    if (transaction.running()) throw new AssistantError('transaction-running')
    return transaction
  }

  const start: Issuance['start'] = async ({ target: wish, pin, business = { kind: 'issue' } }) => {
    await ready
    const holder = signedIn(account).applicantName
    const transactionId = randomUUID()
    const target = chosenTarget(keyring, wish, pin, transactionId)
    const key = wish.kind === 'soft' ? 'soft' : target.tokenId
    if (isBusy(target.tokenId, wish.kind)) throw new AssistantError('transaction-running')
    beginning.add(key)
    try {
      const at = clock().toISOString()
      const issuerId = authority.issuerId()
      const file = await journal.create(transactionId, {
        type: 'started',
        at,
        issuerId,
        holder,
        business,
        target,
      })
      runInBackground(take(file), pin)
    } finally {
      beginning.delete(key)
    }
    return { transactionId }
  }

  return {
    ready,
    start,
    resume: async (transactionId, pin) => {
      const transaction = await unfinished(transactionId)
      if (!pin && !needsNoPin(transaction)) throw new AssistantError('pin-needed')
      runInBackground(transaction, pin ?? null)
    },
    abandon: async (transactionId, pin) => {
      const transaction = await unfinished(transactionId)
      retries.cancel(transactionId)
      await abandonTransaction({ transaction, authority, keyring, pin: pin ?? null, clock })
      changed()
    },
    views,
    requestOf: (transactionId) =>
      transactions.get(transactionId)?.progress().done.request?.left.requestId ?? null,
    tokensChanged: changed,
    stop: () => {
      stopped = true
      retries.stop()
    },
  }
}
