import type { Order } from '../records.ts'
import { Refusal } from '../refusal.ts'
import { orderView } from '../requests/view.ts'
import { api, type Call, requireSession } from './call.ts'

export const ordersApi = {
  get: api.orders.get.handler(async ({ input, context }) => {
    const { payments } = context.services
    const order = await settled(context, await ownOrder(context, input.orderId))
    return {
      order: orderView(order),
      payUrl: order.state === 'unpaid' ? await payments.payUrl(order) : null,
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

/** Asks the payment service, in case its notice was lost. If it does not answer, the order is as we know it. */
async function settled({ services }: Call, order: Order): Promise<Order> {
  if (order.state !== 'unpaid') return order
  try {
    return await services.payments.settle(order.id)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    services.log(`the payment service was not asked: ${error.code}`)
    return order
  }
}
