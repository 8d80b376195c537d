import type { Ground } from '../house/ground.ts'
import { ordersHandlers } from './handlers.ts'
import { createOrdersService, type OrdersParts } from './orders-service.ts'

type Needs = Pick<Ground, 'shell'> & Pick<OrdersParts, 'authority' | 'account' | 'transactions'>

export const ordersPart = ({ shell, authority, account, transactions }: Needs) => {
  const orders = createOrdersService({ shell, authority, account, transactions })
  return { service: orders, handlers: ordersHandlers(orders) }
}
