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
  checkTransfer: api.orders.checkTransfer.handler(async ({ input, context }) => {
    const order = await ownOrder(context, input.orderId)
    const paid = await context.services.payments.checkTransfer(order, input)
    return { order: orderView(paid) }
  }),
}

async function ownOrder(call: Call, orderId: string): Promise<Order> {
  const { account } = await requireSession(call)
  const order = await call.services.store.order(orderId)
  if (order === null || order.accountId !== account.id) throw new Refusal('order-unknown')
  return order
}
