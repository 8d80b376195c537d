import type { Order } from '../records.ts'
import { Refusal } from '../refusal.ts'
import { orderView } from '../requests/view.ts'
import { api, type Call, requireSession } from './call.ts'

export const ordersApi = {
  get: api.orders.get.handler(async ({ input, context }) => {
    const { payments } = context.services
    const order = await ownOrder(context, input.orderId)
    return {
      order: orderView(order),
      payUrl: order.state === 'unpaid' ? payments.payUrl(order) : null,
      payee: payments.payee,
    }
  }),
  reportTransfers: api.orders.reportTransfers.handler(async ({ input, context }) => {
    const before = await ownOrder(context, input.orderId)
    const { order, results } = await context.services.payments.reportTransfers(before, input.transfers)
    return { order: orderView(order), results: [...results] }
  }),
}

async function ownOrder(call: Call, orderId: string): Promise<Order> {
  const { account } = await requireSession(call)
  const order = await call.services.store.order(orderId)
  if (order === null || order.accountId !== account.id) throw new Refusal('order-unknown')
  return order
}
