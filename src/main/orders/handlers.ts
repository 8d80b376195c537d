import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { OrdersService } from './orders-service.ts'

export const ordersHandlers = (orders: OrdersService): Slice<'orders'> => ({
  orders: {
    openPayment: api.orders.openPayment.handler(({ input }) => orders.openPayment(input.transactionId)),
    reportTransfers: api.orders.reportTransfers.handler(({ input }) =>
      orders.reportTransfers(input.transactionId, input.transfers),
    ),
    typedTransfers: api.orders.typedTransfers.handler(({ input }) =>
      orders.typedTransfers.of(input.transactionId),
    ),
    keepTransfers: api.orders.keepTransfers.handler(({ input }) =>
      orders.typedTransfers.keep(input.transactionId, input.typed),
    ),
    refreshRefunds: api.orders.refreshRefunds.handler(() => orders.refreshRefunds()),
    dismissRefund: api.orders.dismissRefund.handler(({ input }) => orders.dismissRefund(input.refundId)),
  },
})
