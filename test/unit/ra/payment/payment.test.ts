import { describe, expect, it } from 'vitest'
import type { Bank } from '../../../../src/ra/payment/bank.ts'
import { paymentDesk } from '../../../../src/ra/payment/payment.ts'
import type { PaymentService } from '../../../../src/ra/payment/service.ts'
import type { Store } from '../../../../src/ra/store/store.ts'
import { now, order } from '../rules/samples.ts'
import { storeOf } from '../store-of.ts'

const after = { ...order, receivedFen: 1 }
const answer = { order: after, results: [] }
const payee = { name: '示例', account: '1', bank: '银行' }
const transfer = { payerAccount: '1', payerName: '某', amountFen: 5, paidOn: '2026-11-20' }
const line = { reference: 'L1', note: '', ...transfer }

type Parts = {
  readonly service?: Partial<PaymentService>
  readonly bank?: Partial<Bank>
  readonly store?: Partial<Store>
}

/** A desk; all that it asks and reaches is written down in order. */
function deskWith({ service, bank, store = {} }: Parts) {
  const done: unknown[] = []
  const desk = paymentDesk({
    store: storeOf({
      receive: noting(done, after),
      refund: noting(done, after),
      order: async () => after,
      ...store,
    }),
    service: service === undefined ? null : { create: nothing, query: nothing, refund: nothing, ...service },
    bank: bank === undefined ? null : { payee, newLines: async () => [], ...bank },
    ...{ sender: '演示', clock: () => now, reached: (point: number) => done.push(point) },
  })
  return { desk, done }
}
/** Does nothing but write down, a little later, what it was given: whoever does not wait comes before it. */
const noting =
  <T>(given: unknown[], told: T) =>
  async (one: unknown): Promise<T> => {
    await new Promise((done) => setImmediate(done))
    given.push(one)
    return told
  }
const nothing = () => Promise.reject(new Error('the payment service was asked'))

describe('a payment', () => {
  it('is made on the page of the service, where there is one', async () => {
    const { desk } = deskWith({ service: { create: async ({ id }) => `pay/${id}` }, bank: {} })
    expect([await desk.payUrl(order), desk.payee]).toEqual(['pay/order-1', payee])
    const bare = deskWith({}).desk
    expect([await bare.payUrl(order), bare.payee]).toEqual([null, null])
  })

  it('counts as often as the service has it in its books', async () => {
    const paid = [
      { reference: 'P1', amountFen: 3, at: 1 },
      { reference: 'P2', amountFen: 4, at: 2 },
    ]
    const { desk, done } = deskWith({ service: { query: async () => paid } })
    expect(await desk.settle('order-1')).toBe(after)
    const [one, two] = paid.map((it) => ({ orderId: 'order-1', method: 'online', ...it, sender: '演示' }))
    expect(done).toEqual([7, one, 9, 7, two, 9])
  })

  it('is looked for where there is no service, and of an order that nobody knows', async () => {
    const { desk, done } = deskWith({})
    expect([await desk.settle('order-1'), done]).toEqual([after, []])
    const unknown = deskWith({ store: { order: async () => null } })
    await expect(unknown.desk.settle('x')).rejects.toMatchObject({ code: 'order-unknown' })
  })

  it('by transfer is confirmed by an operator', async () => {
    const { desk, done } = deskWith({})
    expect(await desk.confirmTransfer(order, 'S1', 'operator wang')).toBe(after)
    const receipt = { orderId: 'order-1', method: 'transfer', reference: 'S1', amountFen: null }
    expect(done).toEqual([7, { ...receipt, at: now, by: 'operator wang', sender: '演示' }, 9])
  })
})

describe('transfers that are reported', () => {
  it.each([
    [[], []],
    [[line], [{ lines: [line], by: 'bank', at: now }]],
  ])('are compared with the new lines of the statement: %#', async (lines, imported) => {
    const done: unknown[] = []
    const { desk, done: points } = deskWith({
      bank: { newLines: async () => lines },
      store: {
        importStatement: noting(done, { added: 1, known: 0 }),
        reportTransfers: noting(done, answer),
      },
    })
    expect(await desk.reportTransfers(order, [transfer])).toBe(answer)
    const report = { orderId: 'order-1', transfers: [transfer], at: now, sender: '演示' }
    expect([done, points]).toEqual([
      [...imported, report],
      [7, 9],
    ])
  })

  it('are refused where no bank is set up', async () => {
    const { desk, done } = deskWith({})
    await expect(desk.reportTransfers(order, [])).rejects.toMatchObject({ code: 'payment-not-set-up' })
    expect(done).toEqual([])
  })
})

describe('a refund', () => {
  const due = { ...order, state: 'refund-due', receivedFen: 100, refundedFen: 10 } as const
  const by = 'operator wang'
  const common = { orderId: 'order-1', at: now, by, sender: '演示' }
  const sent = { reference: 'R1', amountFen: 90 }
  const online = (fen: number) => ({ onlineFen: async () => fen })

  it('by hand is written down with its number', async () => {
    const { desk, done } = deskWith({})
    expect(await desk.refund(order, 'H1', by)).toBe(after)
    expect(done).toEqual([{ ...common, method: 'transfer', reference: 'H1', amountFen: null }, 23])
  })

  it.each([
    [90, 90],
    [200, 90],
    [1, 1],
  ])('sends back what was paid online (%i), at most what is due', async (paid, amountFen) => {
    const asked: unknown[] = []
    const refund = noting(asked, sent)
    const { desk, done } = deskWith({ service: { refund }, store: online(paid) })
    expect(await desk.refund(due, null, by)).toBe(after)
    expect(asked).toEqual([{ orderId: 'order-1', key: 'order-1-10', amountFen }])
    expect(done).toEqual([21, { ...common, method: 'online', ...sent }, 23])
  })

  it('is refused when nothing is due, and asks for a number when nothing was paid online', async () => {
    const { desk } = deskWith({ service: {}, store: online(0) })
    await expect(desk.refund(order, null, by)).rejects.toMatchObject({
      ...{ code: 'refund-not-due', params: { state: 'unpaid' } },
    })
    const missing = { code: 'refund-reference-missing' }
    await expect(desk.refund(due, null, by)).rejects.toMatchObject(missing)
    await expect(deskWith({}).desk.refund(due, null, by)).rejects.toMatchObject(missing)
  })
})
