import { randomUUID } from 'node:crypto'
import { checkSoftPin } from '../../native/index.ts'
import type { Certificate } from '../../pki/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { HoldingTarget, Target, TransactionView } from '../../shared/models/index.ts'
import type { Pin } from '../../shared/pin/pin.ts'
import type { RaClient } from '../../shared/ra-contract/index.ts'
import { type Accounts, signedIn } from '../account/index.ts'
import type { Authorities, Authority } from '../authority/index.ts'
import type { EndedBusiness } from '../events/events.ts'
import { type JournalFile, openJournal } from '../journal/index.ts'
import { type GivenPin, takenOver, typedIn } from '../pin/index.ts'
import { abandonTransaction, cleanUpAfter } from './abandonment.ts'
import type { Businesses } from './business.ts'
import type { TransactionKeyring } from './keyring.ts'
import { keepsKeys, progressOf } from './progress.ts'
import { type BusinessDetails, type TransactionRecord, transactionRecord } from './records.ts'
import { createRetries } from './retries.ts'
import { createRunner, ownerClient, type RunnerParts } from './runner.ts'
import { settled } from './settled.ts'
import type { StepWait, TokenWork } from './step.ts'
import { chosenTarget } from './targets.ts'
import { createTransaction, type Transaction } from './transaction.ts'
import { createTransactionBook, placeOf } from './transaction-book.ts'
import { needsNobody, passesByItself } from './waits.ts'

export type TransactionsOptions = {
  readonly businesses: Businesses
  readonly keyring: TransactionKeyring
  readonly authorities: Authorities
  readonly accounts: Accounts
  /** The issuer whose rules apply to a certificate; null if it is not known. */
  readonly issuerOf: (certificate: Certificate) => string | null
  /** The folder with the journals. */
  readonly folder: string
  readonly clock: () => Date
  readonly changed: (views: readonly TransactionView[]) => void
  readonly log: (text: string) => void
  /** Called with what an authority took out of force (SHA-256) when a new pair came into it. */
  readonly superseded?: (fingerprints: readonly string[]) => void
  /** Called when a business with a request was given up. */
  readonly abandoned?: (business: EndedBusiness) => void
  /** Called when a business that may have been paid for is about to end well; once more if it was interrupted there. */
  readonly finished?: (business: EndedBusiness) => void
  /** Called with the damaged journals that were set aside. */
  readonly damaged?: (files: readonly string[]) => void
  /** Refuses a PIN that a new soft certificate must not get. */
  readonly checkNewSoft?: (pin: Pin, issuerId: string) => void
  readonly secrets?: RunnerParts['secrets']
  /** First pause before a step that failed because of the network is tried again by itself. */
  readonly retryMs?: number
  /** Only shows what is unfinished: nothing goes on by itself. */
  readonly resting?: boolean
}

export type TransactionWish = GivenPin & {
  /** The authority that is to issue: the chosen one, or for a renewal that of the certificate. */
  readonly issuerId: string
  readonly target: Target | HoldingTarget
  /** 证书签发 if omitted. */
  readonly business?: BusinessDetails
}

export type Transactions = {
  /** Resolves when the unfinished transactions of the last start are known. Everything else waits for it by itself. */
  readonly ready: Promise<void>
  start(wish: TransactionWish): Promise<{ readonly transactionId: string }>
  resume(transactionId: string, given?: GivenPin | null): Promise<void>
  /**
   * Tells the authority and removes the pair. Throws pin-needed if a certificate may be on a Ukey that is at hand. What
   * else is left on a Ukey is removed at its next issuance.
   */
  abandon(transactionId: string, given?: GivenPin | null): Promise<void>
  views(): readonly TransactionView[]
  /** The authority's name for a transaction's request; null before it was opened. */
  requestOf(transactionId: string): string | null
  /** The client that speaks for the person who began a transaction, whoever acts now. */
  clientOf(transactionId: string): RaClient
  /** The authority where a transaction began. */
  authorityOf(transactionId: string): Authority
  /** The client that speaks for a transaction's request alone, whoever is logged in. */
  requestClientOf(transactionId: string): RaClient
  tokensChanged(): void
  stop(): void
}

// Named after the first business that had one, so that journals from that time are found.
const openTransactionJournal = ({ folder, clock, businesses }: TransactionsOptions) =>
  openJournal<TransactionRecord>({
    folder,
    business: 'issue',
    schema: transactionRecord,
    whole: (records) => progressOf(records, businesses) !== null,
    clock,
  })

/** What others must know about a business that ends; null if its authority never heard of it. */
const endedOf = (transaction: Transaction): EndedBusiness | null => {
  const { started, done } = transaction.progress()
  const { issuerId, userName, holder } = started
  if (!done.request) return null
  const who = userName === undefined ? { issuerId, holder } : { issuerId, userName, holder }
  return { id: transaction.id, ...who, requestId: done.request.left.requestId }
}

/** Takes transactions to their end in the background, and resumes them when what stopped them may have passed. */
const createCourse = (
  options: TransactionsOptions,
  run: (transaction: Transaction) => Promise<StepWait | null>,
) => {
  const { clock } = options
  const retries = createRetries(options.retryMs ?? 10_000)
  let stopped = false

  const toItsEnd = (transaction: Transaction) => async (): Promise<StepWait | null> => {
    const wait = await run(transaction)
    if (wait || transaction.progress().next) return wait
    const ended = endedOf(transaction)
    if (ended && transaction.progress().started.business.kind !== 'issue') options.finished?.(ended)
    await transaction.append({ type: 'ended', at: clock().toISOString(), how: 'done', leftover: false })
    await transaction.close()
    return null
  }
  const go = (transaction: Transaction, given: GivenPin | null): void => {
    retries.cancel(transaction.id)
    void transaction.run(given, toItsEnd(transaction)).then(() => goOnLater(transaction))
  }
  /** A waiting business asks again unseen. One with an error tries again visibly. */
  const again = (transaction: Transaction): void => {
    if (stopped || transaction.running() || transaction.progress().ended) return
    if (transaction.wait() === null) go(transaction, null)
    else void transaction.ask(toItsEnd(transaction)).then(() => goOnLater(transaction))
  }
  const goOnLater = (transaction: Transaction): void => {
    const error = transaction.error()
    const mayPass = transaction.wait() !== null || (error !== null && passesByItself(error.code))
    if (stopped || !mayPass || !needsNobody(transaction.progress())) return
    const pause = retries.later(transaction.id, () => again(transaction))
    transaction.askAgainAt(new Date(clock().getTime() + pause))
  }
  return {
    go,
    again,
    stopped: () => stopped,
    stop: () => {
      stopped = true
      retries.stop()
    },
  }
}

export const createTransactions = (options: TransactionsOptions): Transactions => {
  const { businesses, keyring, authorities, accounts, issuerOf, clock, log, secrets } = options
  const { checkNewSoft = checkSoftPin } = options
  const journal = openTransactionJournal(options)
  const book = createTransactionBook(keyring)
  const cleanUp = (work: TokenWork) => cleanUpAfter(book.leftovers(), work, book.strike)
  const runner = createRunner({
    ...{ authorities, accounts, issuerOf, keyring, cleanUp, checkNewSoft, secrets },
    superseded: options.superseded ?? (() => {}),
  })
  const course = createCourse(options, runner)
  const changed = () => {
    if (!course.stopped()) options.changed(book.views())
  }

  const take = (file: JournalFile<TransactionRecord>): Transaction => {
    const transaction = createTransaction({ file, businesses, clock, changed, log })
    book.enter(transaction)
    return transaction
  }

  /** After a start: closes a transaction that only lacked its closing, and goes on with one that needs nobody. */
  const takeUp = async (transaction: Transaction): Promise<void> => {
    const { ended } = transaction.progress()
    if (ended?.leftover) return
    if (ended) {
      await transaction.close()
      book.strike(transaction)
    } else if (needsNobody(transaction.progress())) course.go(transaction, null)
  }
  const load = async (): Promise<void> => {
    const { files, damaged } = await journal.unfinished()
    for (const name of damaged) log(`the journal ${name} could not be read and was set aside`)
    if (damaged.length > 0) options.damaged?.(damaged)
    const all = files.map(take)
    changed()
    await settled(keyring)
    if (options.resting !== true) for (const transaction of all) await takeUp(transaction)
    changed()
  }
  const ready = load().catch((error: unknown) => log(`the journals could not be read: ${String(error)}`))

  /** Looks up and takes a transaction in one go, so that nobody comes in between. */
  const resting = (transactionId: string): Transaction => {
    const transaction = book.find(transactionId)
    if (!transaction || transaction.progress().ended) throw new AssistantError('transaction-unknown')
    if (transaction.running()) throw new AssistantError('transaction-running')
    return transaction
  }

  const start = async (asked: TransactionWish) => {
    const { issuerId, target: wish, pin, tries, business = { kind: 'issue' } } = asked
    const given = { pin, tries }
    await ready
    const { applicantName: holder, userName } = signedIn(accounts.of(issuerId))
    const transactionId = randomUUID()
    // The token of a pair whose keys stay is there; for new keys it is chosen or made.
    if ((wish.kind === 'holding') !== keepsKeys({ business })) throw new AssistantError('input-invalid')
    if (wish.kind === 'soft') checkNewSoft(typedIn(given), issuerId)
    const target = chosenTarget(keyring, wish, given, transactionId)
    return book.holding(placeOf(target), async () => {
      const at = clock().toISOString()
      const first = { type: 'started', at, issuerId, userName, holder, business, target } as const
      course.go(take(await journal.create(transactionId, first)), takenOver(given))
      return { transactionId }
    })
  }

  /**
   * The business may be asking about what it waits for just now; that is no reason to refuse. Returns whether it was
   * asking.
   */
  const askedOut = async (transactionId: string): Promise<boolean> => {
    await ready
    const transaction = book.find(transactionId)
    if (!transaction?.asking()) return false
    await transaction.askedOut()
    return true
  }

  const resume: Transactions['resume'] = async (transactionId, given = null) => {
    const answered = await askedOut(transactionId)
    if (answered && !given) return
    const transaction = resting(transactionId)
    if (!given && !needsNobody(transaction.progress())) throw new AssistantError('pin-needed')
    // Asked about its payment, it stays as it is on the page until there is news.
    if (!given && transaction.wait()?.for === 'payment') return course.again(transaction)
    course.go(transaction, given && takenOver(given))
  }

  const abandon: Transactions['abandon'] = async (transactionId, given = null) => {
    await askedOut(transactionId)
    const transaction = resting(transactionId)
    const authority = () => authorities.of(transaction.progress().started.issuerId)
    await transaction.alone(() => abandonTransaction({ transaction, authority, keyring, given, clock }))
    const ended = endedOf(transaction)
    if (ended) options.abandoned?.(ended)
  }

  return {
    ready,
    start,
    resume,
    abandon,
    views: book.views,
    requestOf: (transactionId) => book.find(transactionId)?.progress().done.request?.left.requestId ?? null,
    clientOf: (transactionId) => {
      const transaction = book.find(transactionId)
      if (!transaction) throw new AssistantError('transaction-unknown')
      return ownerClient({ authorities, accounts }, transaction.progress().started)
    },
    authorityOf: (transactionId) => {
      const transaction = book.find(transactionId)
      if (!transaction) throw new AssistantError('transaction-unknown')
      return authorities.of(transaction.progress().started.issuerId)
    },
    requestClientOf: (transactionId) => {
      const progress = book.find(transactionId)?.progress()
      if (!progress?.done.request) throw new AssistantError('transaction-unknown')
      return authorities.of(progress.started.issuerId).clientFor(progress.done.request.left.resumeToken)
    },
    tokensChanged: changed,
    stop: course.stop,
  }
}
