import { z } from 'zod'
import { address, day, fen, id, instant, ra, words } from './base.ts'
import { told } from './told.ts'

/** refund-due: paid, but not needed any more; the money goes back. refunded: it has gone back. */
export const orderState = z.enum(['unpaid', 'paid', 'closed', 'refund-due', 'refunded'])
export type RaOrderState = z.infer<typeof orderState>

export const orderItem = z.object({
  /** certificate-service: the yearly fee; replacement: the fee of 补办. */
  kind: z.enum(['certificate-service', 'replacement']),
  unitFen: fen,
  quantity: z.number().int().min(0),
  sumFen: fen,
})

export const order = z.object({
  id,
  /** 业务单号, shown to people. */
  number: told(64),
  requestId: id,
  state: orderState,
  items: z.array(orderItem).max(20),
  totalFen: fen,
  /** What has arrived so far. Transfers may come in parts. */
  receivedFen: fen,
  createdAt: instant,
  paidAt: instant.nullable(),
  method: z.enum(['online', 'transfer']).nullable(),
  /** Money that goes back or has gone back: the whole of a business that ended, or what was paid too much. */
  refund: z.object({ state: z.enum(['due', 'sent']), amountFen: fen, since: instant }).nullable(),
})
export type RaOrder = z.infer<typeof order>

/** Where a transfer goes. The person who pays at a bank sees it. */
export const payee = z.object({ name: told(200), account: told(64), bank: told(200) })

/** A bank transfer as the person who made it tells it. */
export const transfer = z.object({
  payerAccount: z.string().regex(/^[0-9 ]{6,40}$/),
  payerName: words(200),
  amountFen: z.int().min(1).max(100_000_000),
  paidOn: day,
  note: words(200).optional(),
})
export type RaTransfer = z.infer<typeof transfer>

/**
 * found: on the statement, and counted for this order, now or before. not-found: no such line yet. used: the line has
 * paid another order.
 */
export const transferResult = z.enum(['found', 'not-found', 'used'])
export type RaTransferResult = z.infer<typeof transferResult>

const tags = ['orders']

export const orders = {
  get: ra
    .route({
      method: 'GET',
      path: '/orders/{orderId}',
      tags,
      summary: 'An order with the ways it can be paid',
    })
    .input(z.object({ orderId: id }))
    .output(
      z.object({
        order,
        /** Page of the payment service; opened in the system's browser. */
        payUrl: address.nullable(),
        /** null: this authority does not look up transfers; an operator says where to pay and confirms the payment. */
        payee: payee.nullable(),
      }),
    ),
  reportTransfers: ra
    .route({
      method: 'POST',
      path: '/orders/{orderId}/transfers',
      tags,
      summary: 'Look transfers up on the statement; the order is paid once their sum suffices (核验转账信息)',
    })
    .input(z.object({ orderId: id, transfers: z.array(transfer).min(1).max(10) }))
    .output(
      z.object({
        order,
        /** One for each transfer, in the same order. */
        results: z.array(transferResult).max(10),
      }),
    ),
}
