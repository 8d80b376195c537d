import type { Database } from './database.ts'
import { text } from './row.ts'

/** Tells the revocation list that what it says is no longer all there is to say. */
export function bumpStatusChanges(db: Database): void {
  db.run(
    `INSERT INTO meta VALUES ('status-changes', '1')
     ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)`,
  )
}

export function statusChanges(db: Database): number {
  const row = db.get(`SELECT value FROM meta WHERE key = 'status-changes'`)
  return row === null ? 0 : Number(text(row, 'value'))
}
