import type { Ground } from '../house/ground.ts'
import { ordersHandlers } from './handlers.ts'
import { createOrdersService, type OrdersParts } from './orders-service.ts'

type Needs = Pick<Ground, 'shell'> & Pick<OrdersParts, 'transactions'>

export const ordersPart = ({ shell, transactions }: Needs) => {
  const orders = createOrdersService({ shell, transactions })
  return { service: orders, handlers: ordersHandlers(orders) }
}
