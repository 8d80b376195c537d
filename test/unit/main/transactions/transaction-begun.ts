import type { TransactionRecord } from '../../../../src/main/transactions/records.ts'
import type { Step, StepWait } from '../../../../src/main/transactions/step.ts'
import { createTransaction } from '../../../../src/main/transactions/transaction.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { businesses } from './businesses-of.ts'
import { fileInMemory } from './file-in-memory.ts'
import { at, started } from './recorded.ts'

export const review: StepWait = { for: 'review', since: at, expected: null }

/** A transaction with these records. `seen` tells what windows were told of, `said` is the log. */
export const begun = (records: readonly TransactionRecord[] = [started()]) => {
  const { file, log } = fileInMemory(records)
  const said: string[] = []
  const moment = { now: new Date(at), seen: [] as string[] }
  const known = businesses()
  const transaction = createTransaction({
    ...{ file, businesses: known, clock: () => moment.now },
    changed: () => moment.seen.push(transaction.running() ? 'running' : 'resting'),
    log: (text) => said.push(text),
  })
  const step = (name: Step['name']): Step => {
    const found = known.issue.steps.find((one) => one.name === name)
    if (!found) throw new Error(`no step ${name}`)
    return found
  }
  return { transaction, log, said, moment, step, seen: moment.seen }
}

export const failing = (code: 'csr-refused' | 'network-timeout') => async (): Promise<never> => {
  throw new AssistantError(code)
}
