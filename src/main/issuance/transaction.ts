import { type ErrorCode, isAssistantError, reportOf } from '../../shared/errors/index.ts'
import type { ErrorReport, IssuanceStep } from '../../shared/models/index.ts'
import type { JournalFile } from '../journal/index.ts'
import { dropGiven, type GivenPin } from '../pin/index.ts'
import { type Progress, progressOf } from './progress.ts'
import type { Done, IssuanceRecord } from './records.ts'

/** What of an earlier step is not to be believed after an error: that step is done again when the user goes on. */
const backFrom = (step: IssuanceStep, code: ErrorCode): 'collect' | 'write-signing' | null => {
  if (step === 'write-encryption' && code === 'envelope-broken') return 'collect'
  if (step === 'verify' && code === 'pair-check-failed') return 'write-signing'
  return null
}

/** A transaction of this process: its journal and what is only true while it runs. */
export type Transaction = {
  readonly id: string
  progress(): Progress
  running(): boolean
  error(): ErrorReport | null
  given(): GivenPin | null
  /** Runs one step and has what it left behind on disk before the next begins. */
  perform(step: IssuanceStep, work: () => Promise<Done['left']>): Promise<void>
  append(record: IssuanceRecord): Promise<void>
  close(): Promise<void>
  /** Keeps everybody else away while `work` runs; what it throws is the caller's. */
  alone(work: () => Promise<void>): Promise<void>
  /** Runs `work` with the PIN at hand; whatever happens the PIN is dropped at its end. */
  run(given: GivenPin | null, work: () => Promise<void>): Promise<void>
}

export type TransactionParts = {
  readonly file: JournalFile<IssuanceRecord>
  readonly clock: () => Date
  readonly changed: () => void
  readonly log: (text: string) => void
}

export const createTransaction = (parts: TransactionParts): Transaction => {
  const { file, clock, changed, log } = parts
  let progress = progressAfter(file.records())
  let running = false
  let error: ErrorReport | null = null
  let held: GivenPin | null = null

  const append = async (record: IssuanceRecord): Promise<void> => {
    const next = progressAfter([...file.records(), record])
    await file.append(record)
    progress = next
    changed()
  }

  const goBack = async (step: IssuanceStep, code: ErrorCode): Promise<void> => {
    const to = backFrom(step, code)
    if (to) await append({ type: 'back', at: clock().toISOString(), to })
  }

  const perform = async (step: IssuanceStep, work: () => Promise<Done['left']>): Promise<void> => {
    const began = performance.now()
    try {
      const left = await work()
      const seconds = Math.round(performance.now() - began) / 1000
      await append({ type: 'done', step, at: clock().toISOString(), seconds, left } as Done)
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

  const run = async (given: GivenPin | null, work: () => Promise<void>): Promise<void> => {
    error = null
    held = given
    await alone(async () => {
      try {
        await work()
      } catch (failure) {
        error = reportOf(failure)
        log(`issuance ${file.id} stopped at ${progress.next ?? 'its end'}: ${error.code}${causeOf(failure)}`)
      } finally {
        if (held) dropGiven(held)
        held = null
      }
    })
  }

  return {
    id: file.id,
    progress: () => progress,
    running: () => running,
    error: () => error,
    given: () => held,
    perform,
    append,
    alone,
    close: () => file.close(),
    run,
  }
}

/** A record that no transaction can have written is refused before it reaches the disk. */
const progressAfter = (records: readonly IssuanceRecord[]): Progress => {
  const progress = progressOf(records)
  if (!progress) throw new Error(`the record "${records.at(-1)?.type}" does not fit the journal`)
  return progress
}

/** For the log only; the scrubber goes over it as over everything. */
const causeOf = (failure: unknown): string => {
  const cause = isAssistantError(failure) ? failure.cause : failure
  return cause instanceof Error ? ` (${cause.message})` : ''
}
