import { DatabaseSync } from 'node:sqlite'
import type { SqlValue } from '../sql/sql.ts'
import { inParts, moved, type Row, type Side, selectOf } from './side.ts'
import type { Table } from './tables.ts'

/** A database file that nobody else has open. */
export function sqliteSide(file: string): Side {
  const db = new DatabaseSync(file)
  db.exec('PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA synchronous = FULL; BEGIN IMMEDIATE')
  return {
    tables: async () => {
      const all = db
        .prepare(
          `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
        )
        .all()
      return all.map(({ name }) => String(name))
    },
    columns: async ({ name, rowid }) => {
      const named = db.prepare(`SELECT name FROM pragma_table_info(?)`).all(name)
      return [...(rowid ? ['rowid'] : []), ...named.map((column) => String(column.name))]
    },
    isEmpty: async ({ name }) => db.prepare(`SELECT 1 FROM ${name} LIMIT 1`).get() === undefined,
    rows: (table, columns) => inParts(rowsOf(db, table, columns)),
    add: async (table, columns, rows) => add(db, table, columns, rows),
    count: async () => count(db),
    retire: async (what) => void db.prepare('INSERT INTO meta VALUES (?, ?)').run(moved, what),
    keep: async () => db.exec('COMMIT'),
    close: async () => db.close(),
  }
}

function* rowsOf(db: DatabaseSync, table: Table, columns: readonly string[]): Generator<Row> {
  // SQLite calls the key of a table by its column where there is one.
  for (const row of db.prepare(selectOf(table, columns)).iterate()) {
    yield Object.fromEntries(columns.map((column) => [column, storedValue(row[column])]))
  }
}

function storedValue(value: unknown): SqlValue {
  if (typeof value === 'string' || typeof value === 'number' || value instanceof Uint8Array) return value
  if (value === null) return null
  throw new Error('the database holds a value of an unknown kind')
}

function add(db: DatabaseSync, { name }: Table, columns: readonly string[], rows: readonly Row[]): void {
  const places = columns.map(() => '?').join(', ')
  const statement = db.prepare(`INSERT INTO ${name} (${columns.join(', ')}) VALUES (${places})`)
  for (const row of rows) statement.run(...columns.map((column) => row[column] ?? null))
}

/**
 * SQLite counts orders by their rows, PostgreSQL by a counter that has gaps. The last order moves behind the highest
 * number given out, so that no number comes twice. The digits of an order's number begin with 01 and its day.
 */
function count(db: DatabaseSync): void {
  db.exec(`UPDATE orders SET seq = (SELECT max(CAST(substr(number, 11) AS INTEGER)) FROM orders)
    WHERE seq = (SELECT max(seq) FROM orders)
      AND seq < (SELECT max(CAST(substr(number, 11) AS INTEGER)) FROM orders)`)
}
