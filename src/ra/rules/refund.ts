import type { Account, Order, Payment, Request } from '../records.ts'
import { audit } from './change.ts'
import { type Decision, decided, refused, unchanged } from './decision.ts'
import { tell } from './message.ts'
import { dueFen, givenBack } from './money.ts'
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
  /** The order that has a payment under this reference already. */
  readonly paidOrder: string | null
}

/** Records that money went back. The same number counts once. */
export function recordRefund(
  { order, request, account, paidOrder }: RefundFacts,
  { method, reference, amountFen, at, by, sender }: Refund,
): Decision<Order> {
  if (order === null || request === null) return refused('order-unknown')
  if (paidOrder === order.id) return unchanged(order)
  if (paidOrder !== null) return refused('refund-reference-used')
  const due = dueFen(order)
  const sum = amountFen ?? due
  if (due === 0 || sum > due) return refused('refund-not-due', { state: order.state })
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
