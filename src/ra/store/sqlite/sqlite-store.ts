import { neverCrash, type ReachedPoint } from '../../crash-point.ts'
import { sqlStore } from '../sql/sql-store.ts'
import type { Store } from '../store.ts'
import { Database } from './database.ts'

/** The authority's store in one SQLite file, which is made if missing and migrated if old. */
export function openSqliteStore(file: string, reached: ReachedPoint = neverCrash): Store {
  const db = new Database(file)
  return {
    ...sqlStore(db, reached),
    connections: () => null,
    // Nobody else has this file.
    assureNewest: () => Promise.resolve(),
    close: async () => db.close(),
  }
}
