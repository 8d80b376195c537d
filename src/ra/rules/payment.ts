import type { Account, Order, Payment, Request } from '../records.ts'
import { audit, type Change } from './change.ts'
import { type Decision, decided, refused, unchanged } from './decision.ts'
import { tell } from './message.ts'
import { type Booked, hasEnded, received } from './money.ts'
import { movedTo, progressOf, withMoment, withRefund } from './progress.ts'
import { settledState } from './request-state.ts'

/** Money that has arrived for an order. */
export type Receipt = {
  readonly orderId: string
  readonly method: 'online' | 'transfer'
  /** The number of the payment service or of the statement: what is reported twice counts once. */
  readonly reference: string
  /** null: what the order still lacks, if no line of the statement says another sum. */
  readonly amountFen: number | null
  readonly at: number
  /** Who reports it, for the audit trail, if no service does. */
  readonly by?: string
  readonly sender: string
}

export type ReceiptFacts = {
  readonly order: Order | null
  readonly request: Request | null
  readonly account: Account | null
  /** What is booked under this reference. */
  readonly booked: Booked | null
  /** What the statement says under this reference. */
  readonly lineFen: number | null
}

/**
 * Counts money for an order and moves its request on. A payment service has the money already, so what it reports is
 * counted even if it was not needed; then it is due to go back. A transfer that is not needed is left on the statement.
 */
export function receiveMoney(
  { order, request, account, booked, lineFen }: ReceiptFacts,
  receipt: Receipt,
): Decision<Order> {
  if (order === null || request === null) return refused('order-unknown')
  const { method, reference, at, by, sender } = receipt
  if (booked?.orderId === order.id && booked.direction === 'in') return unchanged(order)
  if (booked !== null) {
    return refused(method === 'transfer' ? 'transfer-not-found' : 'payment-notice-wrong')
  }
  if (method === 'transfer' && order.state !== 'unpaid')
    return refused('order-closed', { state: order.state })
  const known = method === 'transfer' ? lineFen : null
  const amountFen = known ?? receipt.amountFen ?? order.totalFen - order.receivedFen
  const payment: Payment = { reference, orderId: order.id, direction: 'in', method, amountFen, at }
  const counted = count({ order, request, account, sender }, [payment])
  const line = audit(at, by ?? `payment ${method}`, 'money received', order.id)
  return decided([...counted.changes, line], counted.order)
}

type Counted = {
  readonly order: Order
  readonly request: Request
  readonly account: Account | null
  readonly sender: string
}

/** The changes that follow when these payments are counted for an order. */
export function count(
  { order, request, account, sender }: Counted,
  payments: readonly Payment[],
): { readonly changes: readonly Change[]; readonly order: Order } {
  const at = payments.at(-1)?.at ?? 0
  const after = payments.reduce(received, order)
  const isPaidNow = order.state === 'unpaid' && after.state === 'paid'
  const told = isPaidNow ? withMoment(request, 'paid', at) : withRefund(request, order, after, at)
  const moved = hasEnded(after) || !isPaidNow ? told : movedTo(told, settledState(told, after), at)
  const notice = { about: 'paid', orderNumber: order.number, reviewed: request.review !== null } as const
  return {
    changes: [
      ...payments.map((payment) => ({ kind: 'add-payment' as const, payment })),
      { kind: 'change-order', order: after },
      ...progressOf(request, moved),
      ...(isPaidNow ? tell({ request, account, sender, at }, notice) : []),
    ],
    order: after,
  }
}
