import { describe, expect, it } from 'vitest'
import { outside, type StepWait } from '../../../../src/main/transactions/step.ts'
import { typed } from '../given.ts'
import { moments } from '../moments.ts'
import { keyOf, tokenAtHand } from '../token-at-hand.ts'
import { answering, begin, failure, payment, turns } from './answering.ts'
import { openTransactions } from './open-transactions.ts'
import { asked } from './running.ts'

describe('a business that a person gives up', () => {
  it('is told with its request, and goes out of sight', async () => {
    const one = tokenAtHand({ keys: [keyOf('k', 'CA-request-1-S')] })
    const steps = [
      outside('request', async () => asked),
      outside('submit', async () => Promise.reject(failure('csr-refused'))),
    ]
    const { transactions, until, told, spoke, files } = openTransactions({ steps, tokens: [one.present] })
    const { transactionId } = await transactions.start(begin())
    await until(({ state }) => state === 'paused')
    await transactions.abandon(transactionId, typed())
    expect(told).toEqual([
      {
        abandoned: {
          ...{ id: transactionId, issuerId: 'demo', userName: 'zhangsan', holder: '张三' },
          requestId: 'request-1',
        },
      },
    ])
    expect([spoke, one.log, transactions.views(), files()]).toEqual([
      ['abandon as r'],
      ['in 123456', 'remove key k', 'out'],
      [],
      [],
    ])
    await expect(transactions.abandon(transactionId)).rejects.toMatchObject({ code: 'transaction-unknown' })
  })

  it('is told to nobody if it has no request', async () => {
    const { transactions, until, told } = answering(async () => Promise.reject(failure('csr-refused')))
    const { transactionId } = await transactions.start(begin())
    await until(({ state }) => state === 'paused')
    await transactions.abandon(transactionId)
    expect(told).toEqual([])
  })

  it('is asked out before it ends', async () => {
    const news = Promise.withResolvers<StepWait>()
    const { transactions, until, told } = answering(
      turns<StepWait>(
        async () => payment,
        () => news.promise,
      ),
    )
    const { transactionId } = await transactions.start(begin())
    await until((view) => view.state === 'waiting')
    await moments()
    await transactions.resume(transactionId)
    const ended = transactions.abandon(transactionId)
    await moments()
    expect(transactions.views()).toHaveLength(1)
    news.resolve(payment)
    await ended
    expect([transactions.views(), told]).toEqual([[], []])
  })
})
