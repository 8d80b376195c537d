import { importStatement, reportTransfers } from '../../rules/transfer.ts'
import type { Store } from '../store.ts'
import { moneyFacts } from './order-store.ts'
import { page } from './page.ts'
import { readStatementLine } from './read.ts'
import { text } from './row.ts'
import { each, type Query, type Sql, those } from './sql.ts'
import { transact } from './transact.ts'

type StatementStore = Pick<Store, 'importStatement' | 'reportTransfers' | 'statement'>

/** The lines, each with the order that it has paid. */
const lines = `(SELECT statement.*, payments.order_id FROM statement LEFT JOIN payments USING (reference))`

export function statementStore(db: Sql): StatementStore {
  return {
    importStatement: (statement) =>
      transact(db, function* () {
        const known = yield* those(
          statement.lines.map((line) => line.reference),
          (one) => isKnown(db, one),
        )
        return importStatement({ known }, statement)
      }),
    reportTransfers: (report) =>
      transact(db, function* () {
        const accounts = new Set(report.transfers.map((one) => one.payerAccount.replaceAll(' ', '')))
        const found = yield* each([...accounts], (account) =>
          db.all(`SELECT * FROM ${lines} AS lines WHERE payer_account = ? ORDER BY seq`, account),
        )
        const facts = yield* moneyFacts(db, report.orderId)
        return reportTransfers({ ...facts, lines: found.flat().map(readStatementLine) }, report)
      }),
    statement: (search, used) =>
      db.read(function* () {
        const found = yield* page(
          db,
          lines,
          'seq',
          search,
          ['reference', 'payer_account', 'payer_name', 'note'],
          readStatementLine,
          used === null ? null : { where: `order_id IS ${used ? 'NOT ' : ''}NULL`, values: [] },
        )
        return {
          ...found,
          rows: yield* each(found.rows, function* (line) {
            return { line, orderNumber: yield* numberOf(db, line.orderId) }
          }),
        }
      }),
  }
}

function* isKnown(db: Sql, reference: string): Query<boolean> {
  return (yield* db.get('SELECT seq FROM statement WHERE reference = ?', reference)) !== null
}

function* numberOf(db: Sql, orderId: string | null): Query<string | null> {
  if (orderId === null) return null
  const row = yield* db.get('SELECT number FROM orders WHERE id = ?', orderId)
  return row === null ? null : text(row, 'number')
}
