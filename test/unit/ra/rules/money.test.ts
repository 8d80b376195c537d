import { describe, expect, it } from 'vitest'
import type { Order, Payment, StatementLine } from '../../../../src/ra/records.ts'
import { dueFen, ended, givenBack, hasEnded, received } from '../../../../src/ra/rules/money.ts'
import { type Receipt, receiveMoney } from '../../../../src/ra/rules/payment.ts'
import { type Refund, recordRefund } from '../../../../src/ra/rules/refund.ts'
import { importStatement, reportTransfers } from '../../../../src/ra/rules/transfer.ts'
import { account, now, order, outcome, request, written } from './samples.ts'

const payment = (amountFen: number): Payment => {
  return { reference: 'P-1', orderId: 'order-1', direction: 'in', method: 'online', amountFen, at: now }
}
const paid: Order = {
  ...order,
  state: 'paid',
  receivedFen: 100,
  method: 'online',
  reference: 'P-0',
  paidAt: 1,
}
const closed: Order = { ...order, state: 'closed' }

describe('the money of an order', () => {
  it.each([
    ['unpaid', false],
    ['paid', false],
    ['closed', true],
    ['refund-due', true],
    ['refunded', true],
  ] as const)('of state %s: its business has ended: %s', (state, ends) => {
    expect(hasEnded({ state })).toBe(ends)
  })

  it('is due to go back as far as it is too much, and whole when the business has ended', () => {
    expect(dueFen(order)).toBe(0)
    expect(dueFen(paid)).toBe(0)
    expect(dueFen({ ...paid, receivedFen: 130 })).toBe(30)
    expect(dueFen({ ...paid, receivedFen: 130, refundedFen: 20 })).toBe(10)
    expect(dueFen({ ...closed, receivedFen: 130, refundedFen: 20 })).toBe(110)
  })

  it('suffices with the last fen, not before', () => {
    expect(received({ ...order, reported: true }, payment(99))).toEqual({
      ...{ ...order, receivedFen: 99, method: 'online', reference: 'P-1' },
    })
    expect(received(order, payment(100))).toMatchObject({ state: 'paid', paidAt: now, refundSince: null })
    expect(received({ ...order, receivedFen: 60, refundedFen: 10 }, payment(49)).state).toBe('unpaid')
    expect(received({ ...order, receivedFen: 60, refundedFen: 10 }, payment(50)).state).toBe('paid')
  })

  it('keeps the first payment, its way and its day, and is due from the first fen too much', () => {
    const more = received(paid, { ...payment(1), method: 'transfer' })
    expect(more).toEqual({ ...paid, receivedFen: 101, refundSince: now })
    expect(received({ ...more, refundSince: 5 }, payment(1)).refundSince).toBe(5)
  })

  it('that arrives when all has ended is due to go back', () => {
    const late = received(closed, payment(10))
    expect(late).toMatchObject({ state: 'refund-due', paidAt: now, refundSince: now, receivedFen: 10 })
  })

  it('that goes back ends as refunded only with the last fen', () => {
    const due: Order = { ...paid, state: 'refund-due', refundSince: 1 }
    expect(givenBack(due, payment(99))).toEqual({ ...due, refundedFen: 99, refundSince: now })
    expect(givenBack(due, payment(100))).toMatchObject({ state: 'refunded', refundedFen: 100 })
    expect(givenBack({ ...paid, receivedFen: 130 }, payment(30)).state).toBe('paid')
  })

  it('of a business that ends is due only if some was paid', () => {
    expect(ended(order, now)).toEqual(closed)
    expect(ended(paid, now)).toEqual({ ...paid, state: 'refund-due', refundSince: now })
    expect(ended({ ...paid, refundedFen: 100 }, now).state).toBe('refunded')
  })
})

const waiting = { ...request, state: 'awaiting-payment', publicKey: new Uint8Array(1) } as const
const facts = { order, request: waiting, account, booked: null, lineFen: null }

describe('money that arrives', () => {
  const receipt: Receipt = {
    ...{ orderId: 'order-1', method: 'online', reference: 'P-1', amountFen: null, at: now, sender: '演示' },
  }

  it('is what the order lacks if nobody says a sum, and moves the request on', () => {
    const decision = receiveMoney({ ...facts, order: { ...order, receivedFen: 30 } }, receipt)
    expect(decision.changes).toMatchObject([
      { kind: 'add-payment', payment: payment(70) },
      { kind: 'change-order', order: { state: 'paid' } },
      {
        kind: 'request-state',
        state: 'ready',
        moments: [
          { moment: 'paid', at: now },
          { moment: 'installable', at: now },
        ],
      },
      { kind: 'add-message', message: { to: account.phone } },
      { kind: 'audit', actor: 'payment online', action: 'money received', subject: 'order-1' },
    ])
    expect(outcome(decision)).toMatchObject({ state: 'paid', receivedFen: 100 })
  })

  it('tells nobody and moves nothing while it does not suffice', () => {
    const decision = receiveMoney(facts, { ...receipt, amountFen: 40, by: 'operator 王芳' })
    expect(written(decision)).toEqual(['add-payment', 'change-order', 'audit'])
    expect(decision.changes[2]).toMatchObject({ actor: 'operator 王芳' })
  })

  it('by transfer is what the statement says, and online what the service says', () => {
    const lined = { ...facts, lineFen: 60 }
    const given = { ...receipt, amountFen: 40 }
    expect(outcome(receiveMoney(lined, { ...given, method: 'transfer' }))).toMatchObject({ receivedFen: 60 })
    expect(outcome(receiveMoney(lined, given))).toMatchObject({ receivedFen: 40 })
    expect(outcome(receiveMoney(facts, { ...given, method: 'transfer' }))).toMatchObject({ receivedFen: 40 })
  })

  it('counts once, and never for an order that has no request', () => {
    const again = { ...facts, booked: { orderId: 'order-1', direction: 'in' } as const }
    expect(receiveMoney(again, receipt)).toEqual({ changes: [], answer: order })
    expect(outcome(receiveMoney({ ...facts, order: null }, receipt))).toEqual({ code: 'order-unknown' })
    expect(outcome(receiveMoney({ ...facts, request: null }, receipt))).toEqual({ code: 'order-unknown' })
  })

  it.each([
    { orderId: 'order-2', direction: 'in' },
    { orderId: 'order-1', direction: 'out' },
  ] as const)('is refused under a number that is booked as $direction of $orderId', (booked) => {
    const taken = { ...facts, booked }
    expect(outcome(receiveMoney(taken, receipt))).toEqual({ code: 'payment-notice-wrong' })
    const byBank = receiveMoney(taken, { ...receipt, method: 'transfer' })
    expect(outcome(byBank)).toEqual({ code: 'transfer-not-found' })
  })

  it('is counted though it is not needed if a service has it, and left on the statement otherwise', () => {
    const late = { ...facts, order: paid }
    expect(outcome(receiveMoney(late, { ...receipt, amountFen: 5 }))).toMatchObject({ receivedFen: 105 })
    const byBank = receiveMoney(late, { ...receipt, method: 'transfer' })
    expect(outcome(byBank)).toEqual({ code: 'order-closed', state: 'paid' })
  })

  it('for a business that has ended tells that it goes back', () => {
    const late = { ...facts, order: closed, request: { ...waiting, state: 'abandoned' } as const }
    expect(receiveMoney(late, { ...receipt, amountFen: 5 }).changes[2]).toMatchObject({
      ...{ state: 'abandoned', moments: [{ moment: 'refunding', at: now }] },
    })
  })
})

describe('money that goes back', () => {
  const refund: Refund = {
    ...{ orderId: 'order-1', method: 'transfer', reference: 'R-1', amountFen: null, at: now },
    ...{ by: 'operator 王芳', sender: '演示' },
  }
  const due: Order = { ...paid, state: 'refund-due', refundSince: 1 }
  const owed = { order: due, request: { ...request, state: 'abandoned' } as const, account, booked: null }

  it('is all that is due if nobody says a sum, and the applicant is told', () => {
    const decision = recordRefund(owed, refund)
    expect(decision.changes).toMatchObject([
      {
        kind: 'add-payment',
        payment: { reference: 'R-1', direction: 'out', method: 'transfer', amountFen: 100, at: now },
      },
      { kind: 'change-order', order: { state: 'refunded', refundedFen: 100 } },
      { kind: 'request-state', moments: [{ moment: 'refunded', at: now }] },
      { kind: 'audit', actor: 'operator 王芳', action: 'money returned', subject: 'order-1' },
      { kind: 'add-message', message: { text: expect.stringContaining('1.00 元') } },
    ])
    expect(outcome(recordRefund(owed, { ...refund, amountFen: 30 }))).toMatchObject({ refundedFen: 30 })
  })

  it('by transfer is never more than what is due', () => {
    const over = { code: 'refund-not-due', state: 'refund-due' }
    expect(outcome(recordRefund(owed, { ...refund, amountFen: 101 }))).toEqual(over)
    expect(outcome(recordRefund({ ...owed, order: paid }, refund))).toMatchObject({ code: 'refund-not-due' })
    const none = recordRefund({ ...owed, order: paid }, { ...refund, amountFen: 0 })
    expect(outcome(none)).toMatchObject({ code: 'refund-not-due' })
  })

  it('by a payment service is recorded in any case, because it is gone', () => {
    const sent = { ...refund, method: 'online', amountFen: 101 } as const
    expect(outcome(recordRefund(owed, sent))).toMatchObject({ refundedFen: 101 })
    expect(outcome(recordRefund({ ...owed, order: paid }, sent))).toMatchObject({ refundedFen: 101 })
  })

  it('counts once, and its number belongs to one order', () => {
    const out = { orderId: 'order-1', direction: 'out' } as const
    expect(recordRefund({ ...owed, booked: out }, refund)).toEqual({ changes: [], answer: due })
    for (const booked of [
      { ...out, orderId: 'order-2' },
      { ...out, direction: 'in' as const },
    ]) {
      expect(outcome(recordRefund({ ...owed, booked }, refund))).toEqual({ code: 'refund-reference-used' })
    }
    expect(outcome(recordRefund({ ...owed, order: null }, refund))).toEqual({ code: 'order-unknown' })
    expect(outcome(recordRefund({ ...owed, request: null }, refund))).toEqual({ code: 'order-unknown' })
  })
})

describe('a transfer that is reported', () => {
  const line: StatementLine = {
    ...{ reference: 'L-1', payerAccount: '6222 0000', payerName: '示例公司', amountFen: 60 },
    ...{ paidOn: '2026-11-19', note: '', orderId: null },
  }
  const transfer = { payerAccount: '62220000', payerName: '示例公司', amountFen: 60, paidOn: '2026-11-19' }
  const reporting = (lines: readonly StatementLine[], transfers = [transfer], one: Order = order) =>
    reportTransfers(
      { ...facts, order: one, lines },
      { orderId: 'order-1', transfers, at: now, sender: '演示' },
    )

  it('is found whatever spaces its account has, and pays with another what the order lacks', () => {
    expect(outcome(reporting([line]))).toMatchObject({
      order: { receivedFen: 60, state: 'unpaid' },
      results: ['found'],
    })
    const both = reporting([line, { ...line, reference: 'L-2' }], [transfer, transfer])
    expect(outcome(both)).toMatchObject({
      order: { receivedFen: 120, state: 'paid' },
      results: ['found', 'found'],
    })
    expect(both.changes.slice(0, 2)).toMatchObject([
      { payment: { reference: 'L-1', direction: 'in', method: 'transfer', amountFen: 60, at: now } },
      { payment: { reference: 'L-2' } },
    ])
  })

  it.each([
    { payerAccount: '6222 0001' },
    { payerName: '示例' },
    { amountFen: 61 },
    { paidOn: '2026-11-18' },
  ])('is not found by a line that differs in %o, and this is noted once', (other) => {
    const decision = reporting([{ ...line, ...other }])
    expect(decision.changes).toEqual([{ kind: 'change-order', order: { ...order, reported: true } }])
    expect(outcome(decision)).toMatchObject({ order: { reported: true }, results: ['not-found'] })
    const again = reporting([], [transfer], { ...order, reported: true })
    expect([written(again), outcome(again)]).toMatchObject([[], { results: ['not-found'] }])
    expect(written(reporting([], [transfer], paid))).toEqual([])
  })

  it('with another that is missing is counted, and the missing one noted while the sum lacks', () => {
    const two = [transfer, { ...transfer, amountFen: 40 }]
    const decision = reporting([line], two)
    expect(outcome(decision)).toMatchObject({ order: { reported: true }, results: ['found', 'not-found'] })
    expect(decision.changes.slice(2)).toMatchObject([
      { kind: 'change-order', order: { receivedFen: 60, reported: true } },
      { kind: 'audit', actor: 'account account-1', action: 'transfers found', subject: 'order-1' },
    ])
    const enough = reporting([line], two, { ...order, totalFen: 60 })
    expect(outcome(enough)).toMatchObject({ order: { state: 'paid', reported: false } })
  })

  it('never takes the line that paid another order, and finds its own again without counting it', () => {
    const used = reporting([{ ...line, orderId: 'order-2' }])
    expect([written(used), outcome(used)]).toMatchObject([[], { results: ['used'] }])
    const own = reporting([line, { ...line, reference: 'L-2', orderId: 'order-1' }])
    expect([written(own), outcome(own)]).toMatchObject([[], { results: ['found'] }])
  })

  it('needs an order whose business goes on', () => {
    expect(outcome(reporting([line], [transfer], closed))).toEqual({ code: 'order-closed', state: 'closed' })
    for (const missing of [{ order: null }, { request: null }]) {
      const unknown = reportTransfers(
        { ...facts, lines: [], ...missing },
        { orderId: 'order-1', transfers: [transfer], at: now, sender: '演示' },
      )
      expect(outcome(unknown)).toEqual({ code: 'order-unknown' })
    }
  })

  it('is looked up on a statement whose numbers are kept once', () => {
    const { orderId: _, ...bare } = line
    const second = { ...bare, reference: 'L-2' }
    const twice = importStatement({ known: ['L-1'] }, { lines: [bare, second, second], by: '王芳', at: now })
    expect(twice).toEqual({
      changes: [
        { kind: 'add-statement-line', line: { ...second, orderId: null }, at: now },
        { kind: 'audit', at: now, actor: '王芳', action: 'statement imported', subject: '1 lines' },
      ],
      answer: { added: 1, known: 2 },
    })
    const again = importStatement({ known: ['L-1'] }, { lines: [bare], by: '王芳', at: now })
    expect(again).toEqual({ changes: [], answer: { added: 0, known: 1 } })
  })
})
