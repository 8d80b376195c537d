import { neverCrash, type ReachedPoint } from '../../crash-point.ts'
import type { Query } from '../sql/sql.ts'
import { sqlStore } from '../sql/sql-store.ts'
import type { Store } from '../store.ts'
import { connect } from './connect.ts'
import { database, type Trouble } from './database.ts'
import { inTurns } from './in-turns.ts'

function* nothing(): Query<void> {}

export type PostgresOptions = {
  /** A `postgres://` address. Without a password in it, the one in PGPASSFILE is taken. */
  readonly url: string
  readonly reached?: ReachedPoint
  readonly trouble?: Trouble
  /** How many connections at most. */
  readonly connections?: number
  /** How long a call waits for others before it says that the authority is busy, in milliseconds. */
  readonly patience?: number
}

/** The authority's store in a PostgreSQL database, whose tables are made if missing and migrated if old. */
export async function openPostgresStore(options: PostgresOptions): Promise<Store> {
  const trouble = options.trouble ?? (() => {})
  const { connections = 10, patience = 5000 } = options
  const pool = await connect(options.url, { connections, patience, trouble })
  const db = database({ pool, patience, trouble })
  return {
    ...sqlStore(db, options.reached ?? neverCrash),
    // A primary that was cut off reads on, but no standby confirms what it writes.
    assureNewest: inTurns(() => db.holding().write(nothing)),
    connections: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  }
}
