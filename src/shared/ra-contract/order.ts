import { z } from 'zod'
import { address, id, instant, ra, words } from './base.ts'
import { told } from './told.ts'

export const orderState = z.enum(['unpaid', 'paid', 'closed', 'refund-due'])
export type RaOrderState = z.infer<typeof orderState>

export const order = z.object({
  id,
  /** 业务单号, shown to people. */
  number: told(64),
  requestId: id,
  state: orderState,
  items: z.array(
    z.object({
      /** certificate-service: the yearly fee; replacement: the fee of 补办. */
      kind: z.enum(['certificate-service', 'replacement']),
      unitFen: z.number().int(),
      quantity: z.number().int(),
      sumFen: z.number().int(),
    }),
  ),
  totalFen: z.number().int(),
  createdAt: instant,
  paidAt: instant.nullable(),
  method: z.enum(['online', 'transfer']).nullable(),
})
export type RaOrder = z.infer<typeof order>

/** Where a transfer goes. The person who pays at a bank sees it. */
export const payee = z.object({ name: told(200), account: told(64), bank: told(200) })

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
  checkTransfer: ra
    .route({
      method: 'POST',
      path: '/orders/{orderId}/transfer',
      tags,
      summary: 'Check a bank transfer; pays the order when it is found (核验转账信息)',
    })
    .input(
      z.object({
        orderId: id,
        payerAccount: z.string().regex(/^[0-9 ]{6,40}$/),
        payerName: words(200),
        amountFen: z.int().min(1).max(100_000_000),
        paidOn: z.iso.date(),
        note: words(200).optional(),
      }),
    )
    .output(z.object({ order })),
}
