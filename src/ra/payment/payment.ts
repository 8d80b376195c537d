import type { Sealing } from '../ca/sealing.ts'
import type { Clock } from '../clock.ts'
import type { ReachedPoint } from '../crash-point.ts'
import { sameText } from '../random.ts'
import { Refusal } from '../refusal.ts'
import type { Order } from '../store/records.ts'
import type { Payment, Store } from '../store/store.ts'
import type { Bank, Transfer } from './bank.ts'

/** What the payment service tells the authority, signed. */
export type PaymentNotice = {
  readonly orderId: string
  readonly amountFen: number
  readonly reference: string
  readonly paidAt: number
  readonly signature: string
}

/** A payment service: a page that a browser opens, and signed notices of what was paid there. */
export type PaymentService = {
  readonly payUrl: (order: Order) => string
  readonly isGenuine: (notice: PaymentNotice) => boolean
}

export type PaymentDesk = {
  readonly payUrl: (order: Order) => string
  readonly receive: (notice: PaymentNotice) => Promise<Order>
  readonly checkTransfer: (order: Order, transfer: Transfer) => Promise<Order>
}

type Parts = {
  readonly store: Store
  readonly service: PaymentService
  readonly bank: Bank
  readonly clock: Clock
  readonly reached: ReachedPoint
}

export function paymentDesk({ store, service, bank, clock, reached }: Parts): PaymentDesk {
  const pay = async (orderId: string, payment: Payment): Promise<Order> => {
    reached(7)
    const order = await store.pay(orderId, payment)
    reached(9)
    return order
  }
  return {
    payUrl: service.payUrl,
    receive: async (notice) => {
      if (!service.isGenuine(notice)) throw new Refusal('payment-notice-wrong')
      const { reference, amountFen, paidAt } = notice
      return pay(notice.orderId, { method: 'online', reference, amountFen, paidAt })
    },
    checkTransfer: async (order, transfer) => {
      if (order.state === 'paid') return order
      const reference = bank.find(order, transfer)
      if (reference === null) throw new Refusal('transfer-not-found')
      return pay(order.id, { method: 'transfer', reference, amountFen: order.totalFen, paidAt: clock() })
    },
  }
}

/** The payment service that comes with the authority: nothing is charged, but everything is signed. */
export function simulatedPayments(sealing: Sealing, publicUrl: string) {
  const signed = (notice: Omit<PaymentNotice, 'signature'>) =>
    sealing.mac(
      'payment-notice',
      JSON.stringify([notice.orderId, notice.amountFen, notice.reference, notice.paidAt]),
    )
  const pageKey = (orderId: string) => sealing.mac('payment-page', orderId)
  return {
    payUrl: (order: Order) => `${publicUrl}/pay/${order.id}?key=${pageKey(order.id)}`,
    isGenuine: (notice: PaymentNotice) => sameText(notice.signature, signed(notice)),
    mayOpenPage: (orderId: string, key: string) => sameText(key, pageKey(orderId)),
    sign: (notice: Omit<PaymentNotice, 'signature'>): PaymentNotice => ({
      ...notice,
      signature: signed(notice),
    }),
  } satisfies PaymentService & Record<string, unknown>
}

export type SimulatedPayments = ReturnType<typeof simulatedPayments>
