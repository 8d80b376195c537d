import type { Order } from '../records.ts'
import { Refusal } from '../refusal.ts'
import { orderView } from '../requests/view.ts'
import { api, type Call, requireOperator } from './call.ts'
import { asOperator, search, withNames } from './operator-lists.ts'

/** Orders, refunds, the statement and the figures of the days. */
export const moneyOperatorApi = {
  orders: api.operator.orders.handler(async ({ input, context }) => {
    const page = await asOperator(context, ({ store }) => store.orders(search(input), input.state ?? null))
    const rows = await withNames(context, page, async (order) => ({ order: orderView(order) }))
    return { orders: rows, next: page.next }
  }),
  confirmTransfer: api.operator.confirmTransfer.handler(async ({ input, context }) => {
    const { order, by } = await orderFor(context, input.orderId)
    const paid = await context.services.payments.confirmTransfer(order, input.reference, by)
    return { order: orderView(paid) }
  }),
  refund: api.operator.refund.handler(async ({ input, context }) => {
    const { order, by } = await orderFor(context, input.orderId)
    const returned = await context.services.payments.refund(order, input.reference ?? null, by)
    return { order: orderView(returned) }
  }),
  importStatement: api.operator.importStatement.handler(async ({ input, context }) => {
    const { name } = await requireOperator(context)
    const { store, clock } = context.services
    return store.importStatement({ lines: input.lines, by: `operator ${name}`, at: clock() })
  }),
  statement: api.operator.statement.handler(async ({ input, context }) => {
    const page = await asOperator(context, ({ store }) =>
      store.statement(search(input), input.use === undefined ? null : input.use === 'used'),
    )
    const lines = page.rows.map(({ line: { orderId: _, ...line }, orderNumber }) => ({ line, orderNumber }))
    return { lines, next: page.next }
  }),
  figures: api.operator.figures.handler(async ({ input, context }) => {
    const { clock } = context.services
    return { days: [...(await asOperator(context, ({ store }) => store.figures(clock(), input.days ?? 30)))] }
  }),
}

async function orderFor(
  call: Call,
  orderId: string,
): Promise<{ readonly order: Order; readonly by: string }> {
  const { name } = await requireOperator(call)
  const order = await call.services.store.order(orderId)
  if (order === null) throw new Refusal('order-unknown')
  return { order, by: `operator ${name}` }
}
