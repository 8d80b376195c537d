import { describe, expect, it } from 'vitest'
import type { Request } from '../../../../src/ra/records.ts'
import type { Refund } from '../../../../src/ra/rules/refund.ts'
import type { Place } from '../place.ts'
import {
  active,
  again,
  application,
  day,
  fresh,
  newAccount,
  now,
  opening,
  pay,
  receive,
  refusal,
  submit,
} from '../world.ts'

export function moneyCases(place: () => Place): void {
  /** A renewal that waits for its 100 yuan. */
  const waiting = async (): Promise<Request> => {
    const { store } = place()
    const account = await newAccount(store)
    const { signatureSerial } = await active(store, account)
    const form = { business: 'renew', application, previousSerial: signatureSerial ?? '' } as const
    return submit(store, await store.openRequest(opening(account, form)))
  }

  describe('a payment', () => {
    it('records who paid, how and when', async () => {
      const request = await waiting()
      const reference = fresh('payment')
      const paid = await pay(place().store, request, reference, now + 5)
      expect(paid).toMatchObject({ state: 'paid', method: 'online', reference, paidAt: now + 5 })
      expect(await place().store.orderOfRequest(request.id)).toEqual(paid)
    })
    it('is listed among all orders, and among those of its state alone', async () => {
      const request = await waiting()
      const { id = '' } = (await place().store.orderOfRequest(request.id)) ?? {}
      const listed = async (state: 'unpaid' | 'paid' | null) => {
        const search = { text: id, after: null, limit: 10 }
        return (await place().other.orders(search, state)).rows.map((order) => order.id)
      }
      expect([await listed(null), await listed('unpaid'), await listed('paid')]).toEqual([[id], [id], []])
      await pay(place().store, request, fresh('payment'))
      expect([await listed(null), await listed('unpaid'), await listed('paid')]).toEqual([[id], [], [id]])
    })
    it('counts once when it is reported twice', async () => {
      const request = await waiting()
      const reference = fresh('payment')
      const first = await pay(place().store, request, reference)
      expect(await pay(place().store, request, reference, now + day)).toEqual(first)
    })
    it('of less than the sum is kept, and the rest still waited for', async () => {
      const request = await waiting()
      const orderId = (await place().store.orderOfRequest(request.id))?.id ?? ''
      const part = await receive(place().store, { orderId, amountFen: 4_000 })
      expect(part).toMatchObject({ state: 'unpaid', receivedFen: 4_000, paidAt: null })
      expect((await again(place().store, request)).state).toBe('awaiting-payment')
      const whole = await receive(place().store, { orderId, amountFen: 6_000 })
      expect(whole).toMatchObject({ state: 'paid', receivedFen: 10_000 })
      expect((await again(place().store, request)).state).toBe('awaiting-review')
    })
    it.each([
      ['online', 'payment-notice-wrong'],
      ['transfer', 'transfer-not-found'],
    ] as const)('%s does not pay two orders', async (method, code) => {
      const [one, two] = [await waiting(), await waiting()]
      const reference = fresh('payment')
      await pay(place().store, one, reference)
      const order = await place().store.orderOfRequest(two.id)
      const amountFen = order?.totalFen ?? 0
      const asked = receive(place().store, { orderId: order?.id ?? '', method, reference, amountFen })
      expect((await refusal(asked)).code).toBe(code)
    })
    it('takes the sum of the payment service, whatever the statement has under the same number', async () => {
      const request = await waiting()
      const orderId = (await place().store.orderOfRequest(request.id))?.id ?? ''
      const reference = fresh('payment')
      const payer = { payerAccount: '6222000000000001', payerName: '王芳', paidOn: '2027-01-15', note: '' }
      const lines = [{ ...payer, reference, amountFen: 1 }]
      await place().store.importStatement({ lines, by: 'operator 1', at: now })
      const paid = await receive(place().store, { orderId, reference, amountFen: 10_000 })
      expect(paid).toMatchObject({ state: 'paid', receivedFen: 10_000 })
    })
  })

  describe('a refund', () => {
    const due = async () => {
      const request = await waiting()
      const reference = fresh('payment')
      await pay(place().store, request, reference)
      await place().store.abandon(request.id, now)
      return { orderId: (await place().store.orderOfRequest(request.id))?.id ?? '', reference }
    }
    const give = (orderId: string, more: Partial<Refund>) =>
      place().store.refund({
        ...{ orderId, method: 'transfer', reference: fresh('refund'), amountFen: null },
        ...{ at: now, by: 'operator 1', sender: '示例', ...more },
      })
    it('is not done by naming the payment that it should return', async () => {
      const { orderId, reference } = await due()
      expect((await refusal(give(orderId, { reference }))).code).toBe('refund-reference-used')
      expect(await place().store.order(orderId)).toMatchObject({ state: 'refund-due', refundedFen: 0 })
    })
    it('counts once under its number, and pays nothing', async () => {
      const { orderId } = await due()
      const reference = fresh('refund')
      const after = await give(orderId, { reference })
      expect(after).toMatchObject({ state: 'refunded', refundedFen: 10_000 })
      expect(await give(orderId, { reference })).toEqual(after)
      const asked = receive(place().store, { orderId, reference })
      expect((await refusal(asked)).code).toBe('payment-notice-wrong')
    })
    it('that a payment service has sent is recorded even if the sum was returned by hand meanwhile', async () => {
      const { orderId } = await due()
      await give(orderId, {})
      expect((await refusal(give(orderId, {}))).code).toBe('refund-not-due')
      const sent = await give(orderId, { method: 'online', amountFen: 10_000, at: now + 1 })
      expect(sent).toMatchObject({ state: 'refunded', refundedFen: 20_000 })
    })
  })
}
