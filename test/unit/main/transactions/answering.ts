import { outside, type StepWait } from '../../../../src/main/transactions/step.ts'
import { type ErrorCode, errorOf } from '../../../../src/shared/errors/index.ts'
import { typed } from '../given.ts'
import { openTransactions } from './open-transactions.ts'
import { at } from './recorded.ts'
import { type asked, threeSteps } from './running.ts'

const wish = { ...typed(), issuerId: 'demo', target: { kind: 'ukey', tokenId: 'token-1' } } as const
export const begin = () => ({ ...wish, ...typed() })
export const failure = (code: ErrorCode) => errorOf({ code, params: {} } as Parameters<typeof errorOf>[0])
export const order = { number: 'N', items: [], totalFen: 100, receivedFen: 0, ways: null }
export const payment: StepWait = { for: 'payment', since: at, order }
export const review: StepWait = { for: 'review', since: at, expected: null }

/** A business whose first step answers as the test says, each time anew. */
export const answering = (first: () => Promise<StepWait | typeof asked>, retryMs = 600_000) => {
  let times = 0
  const count = () => {
    times += 1
    return first()
  }
  const steps = [outside('request', count), ...threeSteps([]).slice(1)]
  return { ...openTransactions({ steps, retryMs }), times: () => times }
}
export const turns = <T>(...all: readonly (() => Promise<T>)[]) => {
  const left = [...all]
  return async (): Promise<T> => {
    const next = left.shift()
    if (!next) throw new Error('nobody should ask again')
    return next()
  }
}
