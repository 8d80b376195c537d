import { describe, expect, it } from 'vitest'
import { onToken, outside, type StepWait } from '../../../../src/main/transactions/step.ts'
import { typed } from '../given.ts'
import { moments } from '../moments.ts'
import { answering, begin, failure, payment, review, turns } from './answering.ts'
import { openTransactions } from './open-transactions.ts'
import { asked, made } from './running.ts'

describe('a business that a person resumes', () => {
  it('must be known and not have ended', async () => {
    const { transactions, until } = openTransactions({ steps: [] })
    await expect(transactions.resume('none')).rejects.toMatchObject({ code: 'transaction-unknown' })
    const { transactionId } = await transactions.start(begin())
    await until(({ state }) => state === 'done')
    await expect(transactions.resume(transactionId)).rejects.toMatchObject({ code: 'transaction-unknown' })
  })

  it('must not be running', async () => {
    const step = Promise.withResolvers<typeof asked>()
    const { transactions, until } = answering(() => step.promise)
    const { transactionId } = await transactions.start(begin())
    await until(({ state }) => state === 'running')
    const running = { code: 'transaction-running' }
    await expect(transactions.resume(transactionId)).rejects.toMatchObject(running)
    await expect(transactions.abandon(transactionId)).rejects.toMatchObject(running)
    step.resolve(asked)
    await until(({ state }) => state === 'done')
  })

  it('wants a PIN if its next step is on the token, and takes it over', async () => {
    const wrong = turns<typeof made>(
      async () => Promise.reject(failure('token-removed')),
      async () => made,
    )
    const steps = [outside('request', async () => asked), onToken('keypair', wrong)]
    const { transactions, until } = openTransactions({ steps })
    const { transactionId } = await transactions.start(begin())
    await until(({ state }) => state === 'paused')
    await expect(transactions.resume(transactionId)).rejects.toMatchObject({ code: 'pin-needed' })
    const given = typed()
    await transactions.resume(transactionId, given)
    expect(() => (given.pin.entry === 'typed' ? given.pin.pin.reveal() : '')).toThrow('dropped')
    expect((await until(({ state }) => state === 'done')).steps[1]?.state).toBe('done')
  })

  it('needs none for a step outside, and runs in sight', async () => {
    const again = Promise.withResolvers<typeof asked>()
    const { transactions, until } = answering(
      turns<typeof asked>(
        async () => Promise.reject(failure('csr-refused')),
        () => again.promise,
      ),
    )
    const { transactionId } = await transactions.start(begin())
    await until(({ state }) => state === 'paused')
    await transactions.resume(transactionId)
    expect(transactions.views()).toMatchObject([{ state: 'running' }])
    again.resolve(asked)
    await until(({ steps }) => steps[0]?.state === 'done')
  })

  it('is asked about its payment out of sight, and about a review in sight', async () => {
    for (const [wait, state] of [
      [payment, 'waiting'],
      [review, 'running'],
    ] as const) {
      const news = Promise.withResolvers<StepWait>()
      const { transactions, until, times } = answering(
        turns<StepWait>(
          async () => wait,
          () => news.promise,
        ),
      )
      const { transactionId } = await transactions.start(begin())
      await until((view) => view.state === 'waiting')
      await moments()
      await transactions.resume(transactionId)
      expect([transactions.views()[0]?.state, times()]).toEqual([state, 2])
      news.resolve(wait)
      await until((view) => view.state === 'waiting')
    }
  })

  it('is not asked twice at once: who resumes it waits for the answer', async () => {
    const news = Promise.withResolvers<StepWait>()
    const { transactions, until, times } = answering(
      turns<StepWait>(
        async () => payment,
        () => news.promise,
      ),
    )
    const { transactionId } = await transactions.start(begin())
    await until((view) => view.state === 'waiting')
    await moments()
    await transactions.resume(transactionId)
    const over: string[] = []
    const resumed = transactions.resume(transactionId).then(() => over.push('resumed'))
    await moments()
    expect(over).toEqual([])
    news.resolve(payment)
    await resumed
    expect([over, times()]).toEqual([['resumed'], 2])
  })
})
