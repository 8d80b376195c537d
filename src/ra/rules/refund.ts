import type { Account, Order, Payment, Request } from '../records.ts'
import { audit } from './change.ts'
import { type Decision, decided, refused, unchanged } from './decision.ts'
import { tell } from './message.ts'
import { type Booked, dueFen, givenBack } from './money.ts'
import { progressOf, withRefund } from './progress.ts'

/** Money that has gone back to its payer. */
export type Refund = {
  readonly orderId: string
  readonly method: 'online' | 'transfer'
  /** The number of the payment service, or of the transfer on the statement. */
  readonly reference: string
  /** null: everything that is due. */
  readonly amountFen: number | null
  readonly at: number
  readonly by: string
  readonly sender: string
}

export type RefundFacts = {
  readonly order: Order | null
  readonly request: Request | null
  readonly account: Account | null
  /** What is booked under this reference. */
  readonly booked: Booked | null
}

/**
 * Records that money went back. The same number counts once. What a payment service has sent is gone, so it is recorded
 * even if an operator has returned the same sum by hand at that moment.
 */
export function recordRefund(
  { order, request, account, booked }: RefundFacts,
  { method, reference, amountFen, at, by, sender }: Refund,
): Decision<Order> {
  if (order === null || request === null) return refused('order-unknown')
  if (booked?.orderId === order.id && booked.direction === 'out') return unchanged(order)
  if (booked !== null) return refused('refund-reference-used')
  const due = dueFen(order)
  const sum = amountFen ?? due
  if (method === 'transfer' && (due === 0 || sum > due))
    return refused('refund-not-due', { state: order.state })
  const payment: Payment = { reference, orderId: order.id, direction: 'out', method, amountFen: sum, at }
  const after = givenBack(order, payment)
  const told = withRefund(request, order, after, at)
  const notice = { about: 'refund-sent', orderNumber: order.number, refundFen: sum } as const
  return decided(
    [
      { kind: 'add-payment', payment },
      { kind: 'change-order', order: after },
      ...progressOf(request, told),
      audit(at, by, 'money returned', order.id),
      ...tell({ request, account, sender, at }, notice),
    ],
    after,
  )
}
