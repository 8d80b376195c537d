import type { RaTransfer } from '../../shared/ra-contract/order.ts'
import type { Sealing } from '../ca/sealing.ts'
import type { Clock } from '../clock.ts'
import type { ReachedPoint } from '../crash-point.ts'
import { sameText } from '../random.ts'
import type { Order } from '../records.ts'
import { Refusal } from '../refusal.ts'
import { dueFen } from '../rules/money.ts'
import type { Receipt } from '../rules/payment.ts'
import type { Refund } from '../rules/refund.ts'
import type { TransferAnswer } from '../rules/transfer.ts'
import type { Store } from '../store/store.ts'
import type { Bank, Payee } from './bank.ts'

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
  /** Sends money back. The same key gives the same answer and sends nothing twice. */
  readonly refund: (refund: {
    readonly orderId: string
    readonly key: string
    readonly amountFen: number
  }) => Promise<{ readonly reference: string }>
  readonly payUrl: (order: Order) => string
  readonly isGenuine: (notice: PaymentNotice) => boolean
}

export type PaymentDesk = {
  /** null: nothing can be paid online here. */
  readonly payUrl: (order: Order) => string | null
  /** Where a transfer goes if the bank can look it up; null: it cannot, and an operator names the account. */
  readonly payee: Payee | null
  readonly receive: (notice: PaymentNotice) => Promise<Order>
  readonly reportTransfers: (order: Order, transfers: readonly RaTransfer[]) => Promise<TransferAnswer>
  /** An operator has seen the money on the account; `reference` is the number of the transfer on the statement. */
  readonly confirmTransfer: (order: Order, reference: string, by: string) => Promise<Order>
  /** Sends back what is due; with the number of a transfer if an operator has made one by hand. */
  readonly refund: (order: Order, reference: string | null, by: string) => Promise<Order>
}

type Parts = {
  readonly store: Store
  /** null: not set up. Then only an operator can confirm a payment. */
  readonly service: PaymentService | null
  readonly bank: Bank | null
  /** The name of the authority, for messages. */
  readonly sender: string
  readonly clock: Clock
  readonly reached: ReachedPoint
}

export function paymentDesk({ store, service, bank, sender, clock, reached }: Parts): PaymentDesk {
  const receive = async (receipt: Omit<Receipt, 'sender'>): Promise<Order> => {
    reached(7)
    const order = await store.receive({ ...receipt, sender })
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
      return receive({ orderId, method: 'online', reference, amountFen, at: paidAt })
    },
    reportTransfers: async (order, transfers) => {
      if (bank === null) throw new Refusal('payment-not-set-up')
      const lines = await bank.newLines(order, transfers)
      const at = clock()
      if (lines.length > 0) await store.importStatement({ lines, by: 'bank', at })
      reached(7)
      const answer = await store.reportTransfers({ orderId: order.id, transfers, at, sender })
      reached(9)
      return answer
    },
    confirmTransfer: (order, reference, by) =>
      receive({ orderId: order.id, method: 'transfer', reference, amountFen: null, at: clock(), by }),
    refund: async (order, reference, by) => {
      const back = async (refund: Pick<Refund, 'method' | 'reference' | 'amountFen'>): Promise<Order> => {
        const after = await store.refund({ orderId: order.id, at: clock(), by, sender, ...refund })
        reached(23)
        return after
      }
      if (reference !== null) return back({ method: 'transfer', reference, amountFen: null })
      const due = dueFen(order)
      if (due === 0) throw new Refusal('refund-not-due', { state: order.state })
      const amountFen = Math.min(due, service === null ? 0 : await store.onlineFen(order.id))
      if (service === null || amountFen <= 0) throw new Refusal('refund-reference-missing')
      reached(21)
      // Whoever asks again for the same sum, after a lost answer or at the same time, has the same key.
      const key = `${order.id}-${order.refundedFen}`
      const sent = await service.refund({ orderId: order.id, key, amountFen })
      return back({ method: 'online', reference: sent.reference, amountFen })
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
    refund: async ({ key }) => ({
      reference: `R${sealing.mac('payment-page', `refund ${key}`).slice(0, 32)}`,
    }),
    mayOpenPage: (orderId: string, key: string) => sameText(key, pageKey(orderId)),
    sign: (notice: Omit<PaymentNotice, 'signature'>): PaymentNotice => ({
      ...notice,
      signature: signed(notice),
    }),
  } satisfies PaymentService & Record<string, unknown>
}

export type SimulatedPayments = ReturnType<typeof simulatedPayments>
