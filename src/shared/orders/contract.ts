import { z } from 'zod'
import { base, id, nothing } from '../contract/base.ts'
import { transfer, transferCheck, typedTransfers } from './model.ts'

export const ordersContract = {
  /** Opens the page of the payment service in the system's browser. */
  openPayment: base.input(z.object({ transactionId: id })).output(nothing),
  /** 核验转账信息. */
  reportTransfers: base
    .input(z.object({ transactionId: id, transfers: z.array(transfer).min(1).max(10) }))
    .output(transferCheck),
  /** What was typed about the transfers of a business that waits for its payment. */
  typedTransfers: base.input(z.object({ transactionId: id })).output(typedTransfers),
  keepTransfers: base.input(z.object({ transactionId: id, typed: typedTransfers })).output(nothing),
  /** Asks the authorities what became of the money that goes back. */
  refreshRefunds: base.output(nothing),
  /** Takes a refund that was sent off the list. */
  dismissRefund: base.input(z.object({ refundId: id })).output(nothing),
}
