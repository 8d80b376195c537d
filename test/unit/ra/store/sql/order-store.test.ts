import { describe, expect, it } from 'vitest'
import type { Receipt } from '../../../../../src/ra/rules/payment.ts'
import type { Refund } from '../../../../../src/ra/rules/refund.ts'
import { now } from '../../rules/samples.ts'
import { memory } from './memory.ts'

type Values = Readonly<Record<string, string | number | null>>
const placeOf = (order: Values = {}) => {
  const at = memory()
  at.insert('accounts', { id: 'a', phone: '138' })
  at.insert('requests', { id: 'r', account_id: 'a', state: 'awaiting-payment', expires_at: now + 1 })
  at.insert('orders', { id: 'o', number: 'n', request_id: 'r', account_id: 'a', total_fen: 100, ...order })
  return at
}
const receipt: Receipt = {
  orderId: 'o',
  method: 'online',
  reference: 'p',
  amountFen: 100,
  at: now,
  sender: 's',
}
const states = ({ rows }: ReturnType<typeof memory>) => rows('SELECT state, received_fen FROM orders')

describe('the orders', () => {
  it('are found by themselves and by their request', async () => {
    const { store } = placeOf()
    expect([(await store.order('o'))?.number, await store.order('r')]).toEqual(['n', null])
    expect([(await store.orderOfRequest('r'))?.id, await store.orderOfRequest('o')]).toEqual(['o', null])
  })

  it.each<[string, 'paid' | 'unpaid' | 'closed' | null, string]>([
    ['', null, 'cba'],
    ['', 'unpaid', 'ba'],
    ['', 'closed', ''],
    ['NO-A', null, 'a'],
    ['ref-c', null, 'c'],
    ['b', 'unpaid', 'b'],
    ['ref-c', 'unpaid', ''],
  ])('are listed by "%s" in %s: %s', async (text, state, found) => {
    const { store, insert } = memory()
    insert('orders', { id: 'a', number: 'no-a' })
    insert('orders', { id: 'b', number: '2' })
    insert('orders', { id: 'c', number: '3', reference: 'ref-c', state: 'paid' })
    const { rows } = await store.orders({ text, after: null, limit: 5 }, state)
    expect(rows.map(({ id }) => id).join('')).toBe(found)
  })

  it('have what came in online, less what went back', async () => {
    const { store, insert } = memory()
    const paid = (amount_fen: number, more: Values = {}) =>
      insert('payments', { order_id: 'o', amount_fen, ...more })
    expect(await store.onlineFen('o')).toBe(0)
    paid(100)
    paid(20)
    paid(30, { direction: 'out' })
    paid(500, { method: 'transfer' })
    paid(700, { order_id: 'other' })
    expect(await store.onlineFen('o')).toBe(90)
  })
})

describe('money for an order', () => {
  it('is booked and moves its request on', async () => {
    const at = placeOf()
    expect(await at.store.receive(receipt)).toMatchObject({ id: 'o', state: 'paid', receivedFen: 100 })
    expect(at.points).toEqual([8])
    expect(at.rows('SELECT reference, amount_fen FROM payments')).toEqual([
      { reference: 'p', amount_fen: 100 },
    ])
    expect(at.rows('SELECT moments FROM requests')).toEqual([{ moments: expect.stringContaining('paid ') }])
    await expect(at.store.receive({ ...receipt, orderId: 'x' })).rejects.toMatchObject({
      code: 'order-unknown',
    })
  })

  it('counts once', async () => {
    const at = placeOf()
    await at.store.receive({ ...receipt, amountFen: 40 })
    await at.store.receive({ ...receipt, amountFen: 40 })
    expect(states(at)).toEqual([{ state: 'unpaid', received_fen: 40 }])
  })

  it('is not booked under a number of another order, or of money that went back', async () => {
    for (const row of [{ order_id: 'else' }, { order_id: 'o', direction: 'out' }]) {
      const at = placeOf()
      at.insert('payments', { reference: 'p', ...row })
      await expect(at.store.receive(receipt)).rejects.toMatchObject({ code: 'payment-notice-wrong' })
    }
  })

  it('has the sum of its line', async () => {
    const at = placeOf()
    at.insert('statement', { reference: 'p', amount_fen: 70 })
    await at.store.receive({ ...receipt, method: 'transfer', amountFen: null })
    expect(states(at)).toEqual([{ state: 'unpaid', received_fen: 70 }])
    const without = placeOf()
    await without.store.receive({ ...receipt, method: 'transfer', amountFen: null })
    expect(states(without)).toEqual([{ state: 'paid', received_fen: 100 }])
  })
})

describe('money that goes back', () => {
  const refund: Refund = {
    ...{ orderId: 'o', method: 'online', reference: 'q', amountFen: null, at: now, by: 'w', sender: 's' },
  }
  const due = { state: 'refund-due', received_fen: 100 }

  it('is booked', async () => {
    const at = placeOf(due)
    expect(await at.store.refund(refund)).toMatchObject({ state: 'refunded', refundedFen: 100 })
    expect(at.points).toEqual([22])
    expect(at.rows('SELECT direction, amount_fen FROM payments')).toEqual([
      { direction: 'out', amount_fen: 100 },
    ])
    expect(at.rows('SELECT recipient FROM outbox')).toEqual([{ recipient: '138' }])
    await expect(at.store.refund({ ...refund, orderId: 'x' })).rejects.toMatchObject({
      code: 'order-unknown',
    })
  })

  it('is not booked under a number that is used', async () => {
    const at = placeOf(due)
    at.insert('payments', { reference: 'q', order_id: 'else', direction: 'out' })
    await expect(at.store.refund(refund)).rejects.toMatchObject({ code: 'refund-reference-used' })
  })
})
