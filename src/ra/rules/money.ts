import type { RaOrderState } from '../../shared/ra-contract/order.ts'
import type { Order, Payment } from '../records.ts'

/** What is booked under a number already. */
export type Booked = Pick<Payment, 'orderId' | 'direction'>

/** Whether the business of this order has ended without its certificate. */
export function hasEnded({ state }: Pick<Order, 'state'>): boolean {
  return state === 'closed' || state === 'refund-due' || state === 'refunded'
}

/** What must go back: everything if the business ended, otherwise what was paid too much. */
export function dueFen(order: Order): number {
  const { receivedFen, refundedFen, totalFen } = order
  const needed = hasEnded(order) ? 0 : totalFen
  return Math.max(0, receivedFen - refundedFen - needed)
}

/** The order after money came in. */
export function received(order: Order, payment: Payment): Order {
  const receivedFen = order.receivedFen + payment.amountFen
  const suffices = receivedFen - order.refundedFen >= order.totalFen
  const after: Order = {
    ...order,
    receivedFen,
    method: order.method ?? payment.method,
    reference: order.reference ?? payment.reference,
    paidAt: order.paidAt ?? (suffices || hasEnded(order) ? payment.at : null),
    reported: false,
  }
  return settled(
    order,
    { ...after, state: hasEnded(order) ? 'closed' : suffices ? 'paid' : 'unpaid' },
    payment.at,
  )
}

/** The order after money went back. */
export function givenBack(order: Order, payment: Payment): Order {
  const after = { ...order, refundedFen: order.refundedFen + payment.amountFen }
  return { ...settled(order, after, payment.at), refundSince: payment.at }
}

/** The order after its business ended without a certificate. */
export function ended(order: Order, at: number): Order {
  return settled(order, { ...order, state: 'closed' }, at)
}

/** The state that follows from the sums, and since when money is due. */
function settled(before: Order, after: Order, at: number): Order {
  const due = dueFen(after)
  const isNewlyDue = due > 0 && dueFen(before) === 0
  return { ...after, state: stateOf(after, due), refundSince: isNewlyDue ? at : after.refundSince }
}

function stateOf(order: Order, due: number): RaOrderState {
  if (!hasEnded(order)) return order.state
  if (due > 0) return 'refund-due'
  return order.refundedFen > 0 ? 'refunded' : 'closed'
}
