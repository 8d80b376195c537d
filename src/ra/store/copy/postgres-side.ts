import type { Pool, PoolClient } from 'pg'
import { connect } from '../postgres/connect.ts'
import { lockIds } from '../postgres/locks.ts'
import { sent } from '../postgres/values.ts'
import { inParts, moved, type Row, type Side, selectOf } from './side.ts'
import { type Table, tables } from './tables.ts'

/** A PostgreSQL database in one transaction that is alone with it. */
export async function postgresSide(url: string): Promise<Side> {
  const pool = await connect(url, { connections: 1, patience: 5000, trouble: () => {} })
  const client = await pool.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ')
    await client.query('SELECT pg_advisory_xact_lock($1, $2)', [...lockIds.house])
  } catch (error) {
    await leave(pool, client)
    throw error
  }
  return {
    tables: async () => {
      const { rows } = await client.query(
        `SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename`,
      )
      return rows.map(({ tablename }) => String(tablename))
    },
    columns: async ({ name }) =>
      (await client.query(`SELECT * FROM ${name} LIMIT 0`)).fields.map((f) => f.name),
    isEmpty: async ({ name }) => (await client.query(`SELECT 1 FROM ${name} LIMIT 1`)).rowCount === 0,
    rows: (table, columns) => inParts(rowsOf(client, table, columns)),
    add: (table, columns, rows) => add(client, table, columns, rows),
    count: () => count(client),
    retire: async (what) => void (await client.query('INSERT INTO meta VALUES ($1, $2)', [moved, what])),
    keep: async () => void (await client.query('COMMIT')),
    close: () => leave(pool, client),
  }
}

/** What was not kept is rolled back with its connection. */
async function leave(pool: Pool, client: PoolClient): Promise<void> {
  client.release(true)
  await pool.end()
}

/** Few at a time, because one row may hold a document of ten megabytes. */
const atATime = 20

async function* rowsOf(client: PoolClient, table: Table, columns: readonly string[]): AsyncGenerator<Row> {
  await client.query(`DECLARE copied NO SCROLL CURSOR FOR ${selectOf(table, columns)}`)
  for (;;) {
    const { rows } = await client.query<Row>(`FETCH ${atATime} FROM copied`)
    yield* rows
    if (rows.length < atATime) break
  }
  await client.query('CLOSE copied')
}

async function add(
  client: PoolClient,
  { name }: Table,
  columns: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  const lines = rows.map(
    (_, line) => `(${columns.map((_, at) => `$${line * columns.length + at + 1}`).join(', ')})`,
  )
  const values = rows.flatMap((row) => columns.map((column) => sent(row[column] ?? null)))
  await client.query(`INSERT INTO ${name} (${columns.join(', ')}) VALUES ${lines.join(', ')}`, values)
}

async function count(client: PoolClient): Promise<void> {
  for (const { name, numbered } of tables) {
    if (numbered === undefined) continue
    await client.query(
      `SELECT setval(pg_get_serial_sequence($1, $2), coalesce(max(${numbered}), 0) + 1, false) FROM ${name}`,
      [name, numbered],
    )
  }
  await client.query(`SELECT setval('order_numbers', greatest(coalesce(max(seq), 0),
    coalesce(max(substr(number, 11)::bigint), 0)) + 1, false) FROM orders`)
}
