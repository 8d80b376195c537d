import type { RaTransfer } from '../../shared/ra-contract/order.ts'
import type { Clock } from '../clock.ts'
import type { ReachedPoint } from '../crash-point.ts'
import type { Order } from '../records.ts'
import { Refusal } from '../refusal.ts'
import { dueFen } from '../rules/money.ts'
import type { Receipt } from '../rules/payment.ts'
import type { Refund } from '../rules/refund.ts'
import type { TransferAnswer } from '../rules/transfer.ts'
import type { Store } from '../store/store.ts'
import type { Bank, Payee } from './bank.ts'
import type { PaymentService } from './service.ts'

export type PaymentDesk = {
  /** null: nothing can be paid online here. */
  readonly payUrl: (order: Order) => Promise<string | null>
  /** Where a transfer goes if it can be looked up; null: it cannot, and an operator names the account. */
  readonly payee: Payee | null
  /** Asks the payment service what was paid, and counts it. Throws payment-unreachable if it does not answer. */
  readonly settle: (orderId: string) => Promise<Order>
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

export function paymentDesk(parts: Parts): PaymentDesk {
  const { store, service, bank, sender, clock, reached } = parts
  const receive = async (receipt: Omit<Receipt, 'sender'>): Promise<Order> => {
    reached(7)
    const order = await store.receive({ ...receipt, sender })
    reached(9)
    return order
  }
  return {
    payUrl: async (order) => service?.create(order) ?? null,
    payee: bank?.payee ?? null,
    settle: async (orderId) => {
      for (const { reference, amountFen, at } of (await service?.query(orderId)) ?? []) {
        await receive({ orderId, method: 'online', reference, amountFen, at })
      }
      const order = await store.order(orderId)
      if (order === null) throw new Refusal('order-unknown')
      return order
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
    refund: (order, reference, by) => refund(parts, order, reference, by),
  }
}

async function refund(
  { store, service, sender, clock, reached }: Parts,
  order: Order,
  reference: string | null,
  by: string,
): Promise<Order> {
  const back = async (sent: Pick<Refund, 'method' | 'reference' | 'amountFen'>): Promise<Order> => {
    const after = await store.refund({ orderId: order.id, at: clock(), by, sender, ...sent })
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
  return back({ method: 'online', ...sent })
}
