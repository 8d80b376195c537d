import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { OrdersService } from './orders-service.ts'

export const ordersHandlers = (orders: OrdersService): Slice<'orders'> => ({
  orders: {
    openPayment: api.orders.openPayment.handler(({ input }) => orders.openPayment(input.transactionId)),
    reportTransfers: api.orders.reportTransfers.handler(({ input }) =>
      orders.reportTransfers(input.transactionId, input.transfers),
    ),
    refreshRefunds: api.orders.refreshRefunds.handler(() => orders.refreshRefunds()),
    dismissRefund: api.orders.dismissRefund.handler(({ input }) => orders.dismissRefund(input.refundId)),
  },
})
