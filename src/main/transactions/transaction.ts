import { type ErrorCode, isAssistantError, reportOf } from '../../shared/errors/index.ts'
import type { ErrorReport } from '../../shared/models/index.ts'
import type { JournalFile } from '../journal/index.ts'
import { dropGiven, type GivenPin } from '../pin/index.ts'
import type { Businesses } from './business.ts'
import { progressOf } from './progress.ts'
import type { Done, TransactionRecord } from './records.ts'
import type { Progress, Step, StepWait } from './step.ts'
import { type AskedWait, waitAfter } from './waits.ts'

/** A transaction of this process: its journal, and what is true only while it runs. */
export type Transaction = {
  readonly id: string
  progress(): Progress
  running(): boolean
  /** Whether it only checks what it waits for. The person sees it as still waiting. */
  asking(): boolean
  error(): ErrorReport | null
  /** What it waits for by itself. What it needs from the person follows from its progress. */
  wait(): AskedWait | null
  given(): GivenPin | null
  /**
   * Runs one step. The step's result is on disk before the next step begins. Returns what the step waits for if it
   * could not be done yet.
   */
  perform(step: Step, work: () => Promise<Done['left'] | StepWait>): Promise<StepWait | null>
  append(record: TransactionRecord): Promise<void>
  close(): Promise<void>
  /** Keeps all others out while `work` runs. Errors of `work` go to the caller. */
  alone(work: () => Promise<void>): Promise<void>
  /** Runs `work` with the PIN; `work` returns what it waits for. The PIN is dropped whatever happens. */
  run(given: GivenPin | null, work: () => Promise<StepWait | null>): Promise<void>
  /** The same without a PIN, and not visible until something has changed. */
  ask(work: () => Promise<StepWait | null>): Promise<void>
  /** Resolves when it does not ask any more. */
  askedOut(): Promise<void>
  /** Sets when it will ask again about what it waits for. */
  askAgainAt(at: Date): void
}

export type TransactionParts = {
  readonly file: JournalFile<TransactionRecord>
  readonly businesses: Businesses
  readonly clock: () => Date
  readonly changed: () => void
  readonly log: (text: string) => void
}

/** How it came to rest, while nothing has gone on since. */
type Rest = { readonly error: ErrorReport | null; readonly wait: AskedWait | null }

const noRest: Rest = { error: null, wait: null }

const isWait = (answer: Done['left'] | StepWait): answer is StepWait => 'for' in answer

export const createTransaction = (parts: TransactionParts): Transaction => {
  const { file, clock, changed, log } = parts
  /** A record that no transaction can have written is refused before it reaches the disk. */
  const progressAfter = (records: readonly TransactionRecord[]): Progress => {
    const next = progressOf(records, parts.businesses)
    if (!next) throw new Error(`the record "${records.at(-1)?.type}" does not fit the journal`)
    return next
  }
  let progress = progressAfter(file.records())
  let running = false
  let quiet = false
  let asked: Promise<void> = Promise.resolve()
  let rest = noRest
  /** The time since which the authority could not be reached. */
  let awaySince: string | null = null
  let held: GivenPin | null = null

  const append = async (record: TransactionRecord): Promise<void> => {
    const next = progressAfter([...file.records(), record])
    await file.append(record)
    progress = next
    rest = noRest
    awaySince = null
    changed()
  }

  const goBack = async ({ back }: Step, code: ErrorCode): Promise<void> => {
    if (back?.after === code) await append({ type: 'back', at: clock().toISOString(), to: back.to })
  }

  const perform: Transaction['perform'] = async (step, work) => {
    const began = performance.now()
    try {
      const left = await work()
      if (isWait(left)) return left
      const seconds = Math.round(performance.now() - began) / 1000
      await append({ type: 'done', step: step.name, at: clock().toISOString(), seconds, left } as Done)
      return null
    } catch (failure) {
      if (isAssistantError(failure)) await goBack(step, failure.code)
      throw failure
    }
  }

  const alone = async (work: () => Promise<void>): Promise<void> => {
    running = true
    changed()
    try {
      await work()
    } finally {
      running = false
      changed()
    }
  }

  const restAfter = (failure: unknown): Rest => {
    const report = reportOf(failure)
    awaySince ??= clock().toISOString()
    const wait = waitAfter(report, awaySince)
    const how = wait ? 'waits' : 'stopped'
    log(
      `transaction ${file.id} ${how} at ${progress.next?.name ?? 'its end'}: ${report.code}${causeOf(failure)}`,
    )
    if (wait) return { error: null, wait }
    awaySince = null
    return { error: report, wait: null }
  }

  const toRest = async (work: () => Promise<StepWait | null>): Promise<void> => {
    try {
      const wait = await work()
      awaySince = null
      rest = { error: null, wait }
    } catch (failure) {
      rest = restAfter(failure)
    } finally {
      if (held) dropGiven(held)
      held = null
    }
  }

  const run: Transaction['run'] = async (given, work) => {
    rest = noRest
    held = given
    await alone(() => toRest(work))
  }

  const ask: Transaction['ask'] = async (work) => {
    quiet = true
    asked = alone(() => toRest(work)).finally(() => {
      quiet = false
    })
    await asked
  }

  return {
    id: file.id,
    progress: () => progress,
    running: () => running,
    asking: () => quiet && rest.wait !== null,
    error: () => rest.error,
    wait: () => rest.wait,
    given: () => held,
    perform,
    append,
    alone,
    close: () => file.close(),
    run,
    ask,
    askedOut: () => asked,
    askAgainAt: (at) => {
      if (rest.wait?.for !== 'network') return
      rest = { ...rest, wait: { ...rest.wait, nextTry: at.toISOString() } }
      changed()
    },
  }
}

/** For the log only. The scrubber goes over it like everything else. */
const causeOf = (failure: unknown): string => {
  const cause = isAssistantError(failure) ? failure.cause : failure
  return cause instanceof Error ? ` (${cause.message})` : ''
}
