import type { Sealing } from '../ca/sealing.ts'
import type { Clock } from '../clock.ts'
import type { ReachedPoint } from '../crash-point.ts'
import { sameText } from '../random.ts'
import type { Order } from '../records.ts'
import { Refusal } from '../refusal.ts'
import type { Payment } from '../rules/payment.ts'
import type { Store } from '../store/store.ts'
import type { Bank, Payee, Transfer } from './bank.ts'

/** What the payment service reports to the authority, signed. */
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
  /** null: nothing can be paid online here. */
  readonly payUrl: (order: Order) => string | null
  /** Where a transfer goes if the bank can look it up; null: it cannot, and an operator names the account. */
  readonly payee: Payee | null
  readonly receive: (notice: PaymentNotice) => Promise<Order>
  readonly checkTransfer: (order: Order, transfer: Transfer) => Promise<Order>
  /** An operator has seen the money on the account; `reference` is the number of the transfer on the statement. */
  readonly confirmTransfer: (order: Order, reference: string, by: string) => Promise<Order>
}

type Parts = {
  readonly store: Store
  /** null: not set up. Then only an operator can confirm a payment. */
  readonly service: PaymentService | null
  readonly bank: Bank | null
  readonly clock: Clock
  readonly reached: ReachedPoint
}

export function paymentDesk({ store, service, bank, clock, reached }: Parts): PaymentDesk {
  const pay = async (payment: Payment): Promise<Order> => {
    reached(7)
    const order = await store.pay(payment)
    reached(9)
    return order
  }
  return {
    payUrl: (order) => service?.payUrl(order) ?? null,
    payee: bank?.payee ?? null,
    receive: async (notice) => {
      if (service === null) throw new Refusal('payment-not-set-up')
      if (!service.isGenuine(notice)) throw new Refusal('payment-notice-wrong')
      const { orderId, reference, amountFen, paidAt } = notice
      return pay({ orderId, method: 'online', reference, amountFen, paidAt })
    },
    checkTransfer: async (order, transfer) => {
      if (order.state === 'paid') return order
      if (bank === null) throw new Refusal('payment-not-set-up')
      const reference = bank.find(order, transfer)
      if (reference === null) throw new Refusal('transfer-not-found')
      const paid = { reference, amountFen: order.totalFen, paidAt: clock() }
      return pay({ orderId: order.id, method: 'transfer', ...paid })
    },
    confirmTransfer: (order, reference, by) => {
      const paid = { reference, amountFen: order.totalFen, paidAt: clock(), by }
      return pay({ orderId: order.id, method: 'transfer', ...paid })
    },
  }
}

/** The payment service that comes with the authority: it charges nothing, but signs everything. */
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
