import { DatabaseSync } from 'node:sqlite'
import { onTestFinished } from 'vitest'
import {
  type Answer,
  type Query,
  type Row,
  type Sql,
  type SqlValue,
  type Statement,
  type Subject,
  statements,
  type Work,
} from '../../../../../src/ra/store/sql/sql.ts'
import { sqlStore } from '../../../../../src/ra/store/sql/sql-store.ts'
import { migrate } from '../../../../../src/ra/store/sqlite/migrate.ts'

type Values = Readonly<Record<string, SqlValue>>

/** What a row has that is given no other value: words that the readers know. */
const usual: Readonly<Record<string, Values>> = {
  accounts: { kind: 'person', complete: 1 },
  requests: { business: 'issue', state: 'opened', token_kind: 'ukey' },
  orders: { state: 'unpaid', items: '[]' },
  certificates: { usage: 'signature', status: 'active', token_kind: 'ukey' },
  sessions: { scope: 'full' },
  tokens: { kind: 'ukey' },
  codes: { purpose: 'identity' },
  unlocks: { token_kind: 'ukey', state: 'opened' },
  seals: { state: 'applied', type: 'organisation' },
  recoveries: { state: 'waiting' },
  payments: { direction: 'in', method: 'online' },
  dossiers: { purpose: 'registration', kind: 'person', state: 'open', given: '{}', steps: '' },
  dossier_uploads: { purpose: 'appeal', content: Uint8Array.of(1) },
  register: { entity_type: 'enterprise' },
  crls: { issuer: 'issuing' },
  outbox: { channel: 'sms' },
  subscriptions: { channel: 'sms', topics: '' },
}

/** A database after all migrations, of which every test gets a copy. */
const migrated = (() => {
  const db = new DatabaseSync(':memory:')
  migrate(db)
  const bytes = db.serialize()
  db.close()
  return bytes
})()

/** The tables in memory, without the rows that others refer to. */
export function memory() {
  const db = new DatabaseSync(':memory:', { enableForeignKeyConstraints: false })
  onTestFinished(() => db.close())
  db.deserialize(migrated)
  const held: (readonly Subject[] | 'everything')[] = []
  const points: number[] = []
  const sql = sqlOf(db, held)
  let made = 0
  return {
    sql,
    /** What each write has held. */
    held,
    /** The places of the program that were passed. */
    points,
    store: sqlStore(sql, (point) => points.push(point)),
    ask: <T>(query: Query<T>): T => answered(db, query, true),
    rows: (text: string): readonly Row[] =>
      db
        .prepare(text)
        .all()
        .map((row) => ({ ...row })),
    insert(table: string, values: Values = {}): void {
      made += 1
      const row = { ...needed(db, table, made), ...usual[table], ...values }
      const names = Object.keys(row)
      db.prepare(
        `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      ).run(...Object.values(row))
    },
  }
}

export type Memory = ReturnType<typeof memory>

/** The columns of each table that must have a value, which are the same in every test. */
const columnsOf = new Map<string, readonly (readonly [string, unknown])[]>()

function mustHave(db: DatabaseSync, table: string): readonly (readonly [string, unknown])[] {
  const known = columnsOf.get(table)
  if (known !== undefined) return known
  const columns = db.prepare(`SELECT * FROM pragma_table_info('${table}')`).all()
  const must = columns
    .filter((one) => one.name !== 'seq' && one.dflt_value === null && (one.notnull === 1 || one.pk !== 0))
    .map(({ name, type }) => [String(name), type] as const)
  columnsOf.set(table, must)
  return must
}

function needed(db: DatabaseSync, table: string, n: number): Values {
  return Object.fromEntries(
    mustHave(db, table).map(([name, type]) => [
      name,
      type === 'TEXT' ? `${name}-${n}` : type === 'INTEGER' ? 0 : Uint8Array.of(n),
    ]),
  )
}

function answered<T>(db: DatabaseSync, query: Query<T>, mayWrite: boolean): T {
  let step = query.next()
  while (!step.done) step = query.next(answer(db, step.value, mayWrite))
  return step.value
}

function answer(db: DatabaseSync, { sql, values, wants }: Statement, mayWrite: boolean): Answer {
  const statement = db.prepare(sql)
  if (wants === 'rows') return { rows: statement.all(...values), changes: 0 }
  if (wants === 'row') {
    const row = statement.get(...values)
    return { rows: row === undefined ? [] : [row], changes: 0 }
  }
  if (!mayWrite) throw new Error(`written while reading: ${sql}`)
  return { rows: [], changes: Number(statement.run(...values).changes) }
}

function sqlOf(db: DatabaseSync, held: (readonly Subject[] | 'everything')[]): Sql {
  const write = async <T>(work: Work<T>, holds: readonly Subject[] | 'everything') => {
    held.push(holds)
    db.exec('BEGIN')
    try {
      const value = answered(db, work(), true)
      db.exec('COMMIT')
      return value
    } catch (error) {
      db.exec('ROLLBACK')
      throw error
    }
  }
  const sql: Sql = {
    ...statements,
    dialect: {
      nextOrder: 'SELECT 7 AS next',
      size: 'SELECT 4096 AS bytes',
      time: 'SELECT 1234 AS now',
      version: 'SELECT user_version AS version FROM pragma_user_version',
      newest: Number(db.prepare('PRAGMA user_version').get()?.user_version),
    },
    read: async (work) => answered(db, work(), false),
    write: (work) => write(work, 'everything'),
    holding: (...subjects) => ({ ...sql, write: (work) => write(work, subjects) }),
  }
  return sql
}
