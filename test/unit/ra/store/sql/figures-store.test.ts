import { describe, expect, it } from 'vitest'
import { DAY, HOUR } from '../../../../../src/ra/clock.ts'
import { memory } from './memory.ts'

/** Midnight in China, on which 20 November begins. */
const midnight = Date.parse('2026-11-20T00:00:00+08:00')
const quiet = { opened: 0, paid: 0, paidFen: 0, reviewed: 0, issued: 0, refundedFen: 0 }

describe('the figures of a day', () => {
  it('are those of the last days in China, newest first', async () => {
    const { store } = memory()
    const days = (now: number, many: number) =>
      store.figures(now, many).then((all) => all.map(({ day }) => day))
    expect(await days(midnight, 2)).toEqual(['2026-11-20', '2026-11-19'])
    expect(await days(midnight - 1, 2)).toEqual(['2026-11-19', '2026-11-18'])
    expect(await days(midnight + DAY - 1, 1)).toEqual(['2026-11-20'])
    expect(await store.figures(midnight, 1)).toEqual([{ ...quiet, day: '2026-11-20' }])
  })

  const at = async (table: string, column: string, row: Readonly<Record<string, string | number>>) => {
    const { store, insert } = memory()
    const moments = [midnight - DAY - 1, midnight - DAY, midnight - 1, midnight, midnight + 8 * HOUR]
    for (const moment of moments) insert(table, { ...row, [column]: moment })
    return (await store.figures(midnight + 9 * HOUR, 2)).map(({ day: _, ...figures }) => figures)
  }

  it('count requests by the day on which they were opened', async () => {
    const two = { ...quiet, opened: 2 }
    expect(await at('requests', 'opened_at', {})).toEqual([two, two])
  })

  it.each(['request approved', 'request refused', 'request correction'])(
    'count "%s" as a review',
    async (action) => {
      const two = { ...quiet, reviewed: 2 }
      expect(await at('audit', 'at', { action })).toEqual([two, two])
    },
  )

  it('count issued certificates, and no other lines of the trail', async () => {
    const two = { ...quiet, issued: 2 }
    expect(await at('audit', 'at', { action: 'certificates issued' })).toEqual([two, two])
    expect(await at('audit', 'at', { action: 'request opened' })).toEqual([quiet, quiet])
  })

  it('add money that came in and that went back', async () => {
    const came = { ...quiet, paid: 2, paidFen: 14 }
    expect(await at('payments', 'at', { amount_fen: 7, direction: 'in' })).toEqual([came, came])
    const went = { ...quiet, refundedFen: 14 }
    expect(await at('payments', 'at', { amount_fen: 7, direction: 'out' })).toEqual([went, went])
  })
})

describe('what waits', () => {
  it('is money to come, money to go back, and reviews', async () => {
    const { store, insert } = memory()
    for (const state of ['unpaid', 'refund-due', 'refund-due', 'paid', 'closed', 'refunded'])
      insert('orders', { state })
    for (const state of [...Array(3).fill('awaiting-review'), 'ready']) insert('requests', { state })
    expect(await store.countWaiting()).toEqual({ payment: 1, refund: 2, review: 3 })
    expect(await memory().store.countWaiting()).toEqual({ payment: 0, refund: 0, review: 0 })
  })
})
