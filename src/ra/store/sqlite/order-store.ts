import type { ReachedPoint } from '../../crash-point.ts'
import { payOrder } from '../../rules/payment.ts'
import type { Store } from '../store.ts'
import type { Database } from './database.ts'
import { findOrder, findOrderOf, findRequest } from './find.ts'
import { page } from './page.ts'
import { readOrder } from './read.ts'
import { transact } from './transact.ts'

type OrderStore = Pick<Store, 'order' | 'orderOfRequest' | 'orders' | 'pay'>

export function orderStore(db: Database, reached: ReachedPoint): OrderStore {
  return {
    order: async (id) => findOrder(db, id),
    orderOfRequest: async (requestId) => findOrderOf(db, requestId),
    orders: async (search) => page(db, 'orders', 'seq', search, ['number', 'id', 'reference'], readOrder),
    pay: (payment) =>
      transact(
        db,
        () => {
          const order = findOrder(db, payment.orderId)
          const request = order === null ? null : findRequest(db, order.requestId)
          return payOrder({ order, request, referenceTaken: isTaken(db, payment.reference) }, payment)
        },
        () => reached(8),
      ),
  }
}

function isTaken(db: Database, reference: string): boolean {
  return db.get('SELECT id FROM orders WHERE reference = ?', reference) !== null
}
