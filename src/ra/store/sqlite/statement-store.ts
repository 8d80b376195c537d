import { importStatement, reportTransfers } from '../../rules/transfer.ts'
import type { Store } from '../store.ts'
import type { Database } from './database.ts'
import { moneyFacts } from './order-store.ts'
import { page } from './page.ts'
import { readStatementLine } from './read.ts'
import { text } from './row.ts'
import { transact } from './transact.ts'

type StatementStore = Pick<Store, 'importStatement' | 'reportTransfers' | 'statement'>

/** The lines, each with the order that it has paid. */
const lines = `(SELECT statement.*, payments.order_id FROM statement LEFT JOIN payments USING (reference))`

export function statementStore(db: Database): StatementStore {
  return {
    importStatement: (statement) =>
      transact(db, () => {
        const known = statement.lines.map((line) => line.reference).filter((one) => isKnown(db, one))
        return importStatement({ known }, statement)
      }),
    reportTransfers: (report) =>
      transact(db, () => {
        const accounts = new Set(report.transfers.map((one) => one.payerAccount.replaceAll(' ', '')))
        const found = [...accounts].flatMap((account) =>
          db
            .all(`SELECT * FROM ${lines} WHERE payer_account = ? ORDER BY seq`, account)
            .map(readStatementLine),
        )
        return reportTransfers({ ...moneyFacts(db, report.orderId), lines: found }, report)
      }),
    statement: async (search, used) => {
      const found = page(
        db,
        lines,
        'seq',
        search,
        ['reference', 'payer_account', 'payer_name', 'note'],
        readStatementLine,
        used === null ? null : { where: `order_id IS ${used ? 'NOT ' : ''}NULL`, values: [] },
      )
      return { ...found, rows: found.rows.map((line) => ({ line, orderNumber: numberOf(db, line.orderId) })) }
    },
  }
}

function isKnown(db: Database, reference: string): boolean {
  return db.get('SELECT seq FROM statement WHERE reference = ?', reference) !== null
}

function numberOf(db: Database, orderId: string | null): string | null {
  if (orderId === null) return null
  const row = db.get('SELECT number FROM orders WHERE id = ?', orderId)
  return row === null ? null : text(row, 'number')
}
