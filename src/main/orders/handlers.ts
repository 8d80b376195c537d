import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { OrdersService } from './orders-service.ts'

export const ordersHandlers = (orders: OrdersService): Slice<'orders'> => ({
  orders: {
    openPayment: api.orders.openPayment.handler(({ input }) => orders.openPayment(input.transactionId)),
  },
})
