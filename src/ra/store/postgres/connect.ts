import pg, { type Pool, type PoolClient } from 'pg'
import { CannotStart } from '../../cannot-start.ts'
import { postgresAddress } from './address.ts'
import type { Trouble } from './database.ts'
import { migrate } from './migrate.ts'
import { types } from './values.ts'

/** How long a caller waits for the answer to one statement, in milliseconds. A server that hangs says nothing. */
const ANSWER = 20_000

/** When the system asks whether the other machine is still there, in milliseconds of silence. */
const SILENCE = 10_000

type Settings = { readonly connections: number; readonly patience: number; readonly trouble: Trouble }

/** Connections to a database that is fit for an authority and has the newest tables. */
export async function connect(url: string, settings: Settings): Promise<Pool> {
  const { connections, patience, trouble } = settings
  const pool = new pg.Pool({
    connectionString: postgresAddress(url).href,
    max: connections,
    connectionTimeoutMillis: patience,
    query_timeout: ANSWER,
    keepAlive: true,
    keepAliveInitialDelayMillis: SILENCE,
    pipeline: true,
    types,
  })
  // Without listeners, a connection that breaks while nobody uses it would end the process.
  pool.on('error', (error) => trouble(`database: ${error.message}`))
  pool.on('connect', (client) => client.on('error', () => {}))
  try {
    const client = await pool.connect()
    try {
      await checkSettings(client)
      await migrate(client)
    } finally {
      client.release()
    }
    return pool
  } catch (error) {
    await pool.end()
    throw error instanceof CannotStart
      ? error
      : new CannotStart(`cannot open the database: ${reasonOf(error)}`, { cause: error })
  }
}

/** What an authority relies on: text in Unicode, and that an answered commit survives. */
async function checkSettings(client: PoolClient): Promise<void> {
  const { rows } = await client.query(
    `SELECT current_setting('server_encoding') AS encoding, current_setting('synchronous_commit') AS commit,
       current_setting('server_version_num')::int AS version, pg_is_in_recovery() AS standby`,
  )
  const { encoding, commit, version, standby } = rows[0] ?? {}
  if (encoding !== 'UTF8') throw new CannotStart(`the database has the encoding ${encoding}; it must be UTF8`)
  if (commit === 'off') throw new CannotStart('synchronous_commit is off: answered writes could be lost')
  if (!(Number(version) >= 150_000)) throw new CannotStart('the database must be PostgreSQL 15 or newer')
  if (standby === true) throw new CannotStart('the database is a standby, which takes no writes')
}

/** The first line, which holds no password. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
}
