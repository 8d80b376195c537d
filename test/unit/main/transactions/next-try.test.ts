import { afterEach, describe, expect, it, vi } from 'vitest'
import { onToken, outside, type StepWait } from '../../../../src/main/transactions/step.ts'
import type { ErrorCode } from '../../../../src/shared/errors/index.ts'
import { moments } from '../moments.ts'
import { answering, begin, failure, review, turns } from './answering.ts'
import { openTransactions } from './open-transactions.ts'
import { at } from './recorded.ts'
import { asked } from './running.ts'

describe('a business that waits', () => {
  it.each<ErrorCode>(['network-timeout', 'authority-disk-full'])(
    'goes on by itself after %s',
    async (code) => {
      const { transactions, until } = answering(
        turns<typeof asked>(
          async () => Promise.reject(failure(code)),
          async () => asked,
        ),
        1,
      )
      const { transactionId } = await transactions.start(begin())
      const view = await until(({ steps }) => steps[0]?.state === 'done')
      expect([view.id, view.state]).toEqual([transactionId, 'running'])
    },
  )

  it('says when it asks again after the network was away', async () => {
    const { transactions, until } = answering(async () => Promise.reject(failure('network-timeout')), 1_000)
    await transactions.start(begin())
    const { waiting } = await until(
      (view) => view.waiting?.for === 'network' && view.waiting.nextTry !== null,
    )
    const next = waiting?.for === 'network' ? Date.parse(waiting.nextTry ?? '') - Date.parse(at) : 0
    expect(next).toBeGreaterThanOrEqual(750)
    expect(next).toBeLessThan(1_250)
  })

  it('waits ten seconds at first if nobody says otherwise', async () => {
    const away = async () => Promise.reject(failure('network-timeout'))
    const { transactions, until } = openTransactions({ steps: [outside('request', away)] })
    await transactions.start(begin())
    const { waiting } = await until(
      (view) => view.waiting?.for === 'network' && view.waiting.nextTry !== null,
    )
    const next = waiting?.for === 'network' ? Date.parse(waiting.nextTry ?? '') - Date.parse(at) : 0
    expect(next).toBeGreaterThanOrEqual(7_500)
    expect(next).toBeLessThan(12_500)
  })

  it.each<readonly [string, () => Promise<StepWait | typeof asked>, number]>([
    ['it waits', async () => review, 1],
    ['its failure may pass', async () => Promise.reject(failure('authority-disk-full')), 1],
    ['its failure will not pass by itself', async () => Promise.reject(failure('csr-refused')), 0],
  ])('has a next try, or none: %s', async (_, first, tries) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { transactions, until, times } = answering(first)
    await transactions.start(begin())
    await until(({ state }) => state === 'waiting' || state === 'paused')
    await moments()
    expect([vi.getTimerCount(), times()]).toEqual([tries, 1])
    await vi.advanceTimersByTimeAsync(800_000)
    expect(times()).toBe(1 + tries)
  })

  it('has no next try where it needs a PIN', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const steps = [onToken('request', async () => Promise.reject(failure('request-waiting')))]
    const { transactions, until } = openTransactions({ steps })
    await transactions.start(begin())
    await until(({ state }) => state === 'paused')
    await moments()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('asks out of sight while it waits, and tries in sight after a failure', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    for (const [first, state] of [
      [async () => review, 'waiting'],
      [async () => Promise.reject(failure('authority-disk-full')), 'running'],
    ] as const) {
      const { transactions, until } = answering(turns<StepWait>(first, () => new Promise(() => {})))
      await transactions.start(begin())
      await until((view) => view.state === 'waiting' || view.state === 'paused')
      await moments()
      await vi.advanceTimersByTimeAsync(800_000)
      expect(transactions.views()[0]?.state).toBe(state)
    }
  })

  it('is left alone by its next try once it has ended', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { transactions, until, times } = answering(async () => review)
    const { transactionId } = await transactions.start(begin())
    await until((view) => view.state === 'waiting')
    await moments()
    await transactions.abandon(transactionId)
    await vi.advanceTimersByTimeAsync(800_000)
    expect([transactions.views(), times()]).toEqual([[], 1])
  })

  it('is left alone by its next try while it runs, because a person wanted that', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { transactions, until, times } = answering(
      turns<StepWait>(
        async () => review,
        () => new Promise(() => {}),
      ),
    )
    const { transactionId } = await transactions.start(begin())
    await until((view) => view.state === 'waiting')
    await moments()
    await transactions.resume(transactionId)
    await vi.advanceTimersByTimeAsync(800_000)
    expect([transactions.views()[0]?.state, times()]).toEqual(['running', 2])
  })

  it('asks nobody and shows nothing once all have stopped', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { transactions, until, seen } = answering(async () => review)
    await transactions.start(begin())
    await until(({ state }) => state === 'waiting')
    await moments()
    transactions.stop()
    seen.length = 0
    transactions.tokensChanged()
    expect([seen, vi.getTimerCount()]).toEqual([[], 0])
  })

  it('has no next try if all have stopped while it ran', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const news = Promise.withResolvers<StepWait>()
    const { transactions, times } = answering(() => news.promise)
    await transactions.start(begin())
    transactions.stop()
    news.resolve(review)
    await moments()
    expect([times(), vi.getTimerCount()]).toEqual([1, 0])
  })
})

afterEach(() => {
  vi.useRealTimers()
})
