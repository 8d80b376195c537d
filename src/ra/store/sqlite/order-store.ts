import type { ReachedPoint } from '../../crash-point.ts'
import { Refusal } from '../../refusal.ts'
import type { Order } from '../records.ts'
import type { Opening, Payment, Store } from '../store.ts'
import { audit } from './audit.ts'
import type { Database } from './database.ts'
import { page } from './page.ts'
import { readOrder } from './read.ts'
import { settle } from './request-row.ts'
import { number } from './row.ts'

type OrderStore = Pick<Store, 'order' | 'orderOfRequest' | 'orders' | 'pay'>

export function orderStore(db: Database, reached: ReachedPoint): OrderStore {
  return {
    order: async (id) => find(db, 'id', id),
    orderOfRequest: async (requestId) => find(db, 'request_id', requestId),
    orders: async (search) => page(db, 'orders', 'seq', search, ['number', 'id', 'reference'], readOrder),
    pay: (orderId, payment) => db.write(() => pay(db, orderId, payment, reached)),
  }
}

function find(db: Database, column: 'id' | 'request_id', value: string): Order | null {
  const row = db.get(`SELECT * FROM orders WHERE ${column} = ?`, value)
  return row === null ? null : readOrder(row)
}

export function insertOrder(db: Database, opening: Opening, order: NonNullable<Opening['order']>): void {
  const row = db.get('SELECT coalesce(max(seq), 0) + 1 AS next FROM orders')
  const day = new Date(opening.openedAt).toISOString().slice(0, 10).replaceAll('-', '')
  db.run(
    `INSERT INTO orders (id, number, request_id, account_id, state, items, total_fen, created_at)
     VALUES (?, ?, ?, ?, 'unpaid', ?, ?, ?)`,
    order.id,
    `01${day}${String(row === null ? 1 : number(row, 'next')).padStart(7, '0')}`,
    opening.id,
    opening.accountId,
    JSON.stringify(order.items),
    order.totalFen,
    opening.openedAt,
  )
}

function pay(db: Database, orderId: string, payment: Payment, reached: ReachedPoint): Order {
  const order = find(db, 'id', orderId)
  if (order === null) throw new Refusal('order-unknown')
  // The payment service tells of a payment until it is answered: the second time changes nothing.
  if (order.reference === payment.reference) return order
  if (order.state !== 'unpaid') throw new Refusal('order-closed', { state: order.state })
  if (payment.amountFen !== order.totalFen) throw new Refusal('payment-notice-wrong')
  const taken = db.get('SELECT id FROM orders WHERE reference = ?', payment.reference)
  if (taken !== null)
    throw new Refusal(payment.method === 'transfer' ? 'transfer-not-found' : 'payment-notice-wrong')
  db.run(
    `UPDATE orders SET state = 'paid', method = ?, reference = ?, paid_at = ? WHERE id = ?`,
    payment.method,
    payment.reference,
    payment.paidAt,
    orderId,
  )
  reached(8)
  audit(db, payment.paidAt, payment.by ?? `payment ${payment.method}`, 'order paid', orderId)
  settle(db, order.requestId)
  return find(db, 'id', orderId) ?? order
}
