import type { Order } from '../records.ts'

/** A payment as the payment service has it in its books. */
export type PaidOnline = { readonly reference: string; readonly amountFen: number; readonly at: number }

/** The one port to a payment service. Each call may be repeated after a lost answer. */
export type PaymentService = {
  /** The address of the page on which the order is paid. */
  readonly create: (order: Order) => Promise<string>
  /** Everything that was paid for this order. Nothing else counts as paid, whoever says so. */
  readonly query: (orderId: string) => Promise<readonly PaidOnline[]>
  /**
   * Sends money back, and tells what was sent. The same key gives the same answer and sends nothing twice, also if
   * another sum is due by now.
   */
  readonly refund: (refund: {
    readonly orderId: string
    readonly key: string
    readonly amountFen: number
  }) => Promise<{ readonly reference: string; readonly amountFen: number }>
}
