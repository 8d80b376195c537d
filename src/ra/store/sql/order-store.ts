import type { ReachedPoint } from '../../crash-point.ts'
import type { Booked } from '../../rules/money.ts'
import { receiveMoney } from '../../rules/payment.ts'
import { recordRefund } from '../../rules/refund.ts'
import type { Store } from '../store.ts'
import { findAccount, findOrder, findOrderOf, findRequest } from './find.ts'
import { page } from './page.ts'
import { readOrder } from './read.ts'
import { number, text, word } from './row.ts'
import type { Query, Sql } from './sql.ts'
import { transact } from './transact.ts'

type OrderStore = Pick<Store, 'order' | 'orderOfRequest' | 'orders' | 'receive' | 'refund' | 'onlineFen'>

export function orderStore(db: Sql, reached: ReachedPoint): OrderStore {
  return {
    order: (id) => db.read(() => findOrder(db, id)),
    orderOfRequest: (requestId) => db.read(() => findOrderOf(db, requestId)),
    orders: (search, state) =>
      db.read(() =>
        page(
          db,
          'orders',
          'seq',
          search,
          ['number', 'id', 'reference'],
          readOrder,
          state === null ? null : { where: 'state = ?', values: [state] },
        ),
      ),
    receive: (receipt) =>
      transact(
        db.holding({ of: 'order', id: receipt.orderId }),
        function* () {
          const { reference } = receipt
          const lineFen = yield* lineSum(db, reference)
          const facts = {
            ...(yield* moneyFacts(db, receipt.orderId)),
            booked: yield* booked(db, reference),
            lineFen,
          }
          return receiveMoney(facts, receipt)
        },
        () => reached(8),
      ),
    refund: (refund) =>
      transact(
        db.holding({ of: 'order', id: refund.orderId }),
        function* () {
          const facts = {
            ...(yield* moneyFacts(db, refund.orderId)),
            booked: yield* booked(db, refund.reference),
          }
          return recordRefund(facts, refund)
        },
        () => reached(22),
      ),
    onlineFen: (orderId) => db.read(() => onlineFen(db, orderId)),
  }
}

/** An order with its request and account. */
export function* moneyFacts(db: Sql, orderId: string) {
  const order = yield* findOrder(db, orderId)
  const request = order === null ? null : yield* findRequest(db, order.requestId)
  return { order, request, account: order === null ? null : yield* findAccount(db, order.accountId) }
}

function* booked(db: Sql, reference: string): Query<Booked | null> {
  const row = yield* db.get('SELECT order_id, direction FROM payments WHERE reference = ?', reference)
  return row === null
    ? null
    : { orderId: text(row, 'order_id'), direction: word(row, 'direction', ['in', 'out']) }
}

function* lineSum(db: Sql, reference: string): Query<number | null> {
  const row = yield* db.get('SELECT amount_fen FROM statement WHERE reference = ?', reference)
  return row === null ? null : number(row, 'amount_fen')
}

function* onlineFen(db: Sql, orderId: string): Query<number> {
  const row = yield* db.get(
    `SELECT coalesce(sum(CASE direction WHEN 'in' THEN amount_fen ELSE -amount_fen END), 0) AS fen FROM payments
     WHERE order_id = ? AND method = 'online'`,
    orderId,
  )
  return number(row ?? {}, 'fen')
}
