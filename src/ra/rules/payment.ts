import type { Order, Request } from '../records.ts'
import { audit } from './change.ts'
import { type Decision, decided, refused, unchanged } from './decision.ts'
import { settledState } from './request-state.ts'

export type Payment = {
  readonly orderId: string
  readonly method: 'online' | 'transfer'
  /** The payment service's own number: a payment that is reported twice counts once. */
  readonly reference: string
  readonly amountFen: number
  readonly paidAt: number
  /** Who reports it, for the audit trail, if no service does. */
  readonly by?: string
}

export type PaymentFacts = {
  readonly order: Order | null
  readonly request: Request | null
  /** Another order was paid under this reference. */
  readonly referenceTaken: boolean
}

/** Marks an order as paid and moves its request on. */
export function payOrder(
  { order, request, referenceTaken }: PaymentFacts,
  { method, reference, amountFen, paidAt, by }: Payment,
): Decision<Order> {
  if (order === null || request === null) return refused('order-unknown')
  // The payment service reports a payment until it gets an answer; the second report changes nothing.
  if (order.reference === reference) return unchanged(order)
  if (order.state !== 'unpaid') return refused('order-closed', { state: order.state })
  if (amountFen !== order.totalFen) return refused('payment-notice-wrong')
  if (referenceTaken) return refused(method === 'transfer' ? 'transfer-not-found' : 'payment-notice-wrong')
  const paid: Order = { ...order, state: 'paid', method, reference, paidAt }
  return decided(
    [
      { kind: 'pay-order', id: order.id, method, reference, paidAt },
      audit(paidAt, by ?? `payment ${method}`, 'order paid', order.id),
      { kind: 'request-state', id: request.id, state: settledState(request, paid) },
    ],
    paid,
  )
}
