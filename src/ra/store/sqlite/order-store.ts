import type { ReachedPoint } from '../../crash-point.ts'
import type { Booked } from '../../rules/money.ts'
import { receiveMoney } from '../../rules/payment.ts'
import { recordRefund } from '../../rules/refund.ts'
import type { Store } from '../store.ts'
import type { Database } from './database.ts'
import { findAccount, findOrder, findOrderOf, findRequest } from './find.ts'
import { page } from './page.ts'
import { readOrder } from './read.ts'
import { number, text, word } from './row.ts'
import { transact } from './transact.ts'

type OrderStore = Pick<Store, 'order' | 'orderOfRequest' | 'orders' | 'receive' | 'refund' | 'onlineFen'>

export function orderStore(db: Database, reached: ReachedPoint): OrderStore {
  return {
    order: async (id) => findOrder(db, id),
    orderOfRequest: async (requestId) => findOrderOf(db, requestId),
    orders: async (search, state) =>
      page(
        db,
        'orders',
        'seq',
        search,
        ['number', 'id', 'reference'],
        readOrder,
        state === null ? null : { where: 'state = ?', values: [state] },
      ),
    receive: (receipt) =>
      transact(
        db,
        () => {
          const { reference } = receipt
          const lineFen = lineSum(db, reference)
          const facts = { ...moneyFacts(db, receipt.orderId), booked: booked(db, reference), lineFen }
          return receiveMoney(facts, receipt)
        },
        () => reached(8),
      ),
    refund: (refund) =>
      transact(
        db,
        () => {
          const facts = { ...moneyFacts(db, refund.orderId), booked: booked(db, refund.reference) }
          return recordRefund(facts, refund)
        },
        () => reached(22),
      ),
    onlineFen: async (orderId) => onlineFen(db, orderId),
  }
}

/** An order with its request and account. */
export function moneyFacts(db: Database, orderId: string) {
  const order = findOrder(db, orderId)
  const request = order === null ? null : findRequest(db, order.requestId)
  return { order, request, account: order === null ? null : findAccount(db, order.accountId) }
}

function booked(db: Database, reference: string): Booked | null {
  const row = db.get('SELECT order_id, direction FROM payments WHERE reference = ?', reference)
  return row === null
    ? null
    : { orderId: text(row, 'order_id'), direction: word(row, 'direction', ['in', 'out']) }
}

function lineSum(db: Database, reference: string): number | null {
  const row = db.get('SELECT amount_fen FROM statement WHERE reference = ?', reference)
  return row === null ? null : number(row, 'amount_fen')
}

function onlineFen(db: Database, orderId: string): number {
  const row = db.get(
    `SELECT coalesce(sum(CASE direction WHEN 'in' THEN amount_fen ELSE -amount_fen END), 0) AS fen FROM payments
     WHERE order_id = ? AND method = 'online'`,
    orderId,
  )
  return number(row ?? {}, 'fen')
}
