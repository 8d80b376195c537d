import type { Database } from './database.ts'

/** Adds a line to the audit trail, in the transaction that it tells about. */
export function audit(db: Database, at: number, actor: string, action: string, subject: string): void {
  db.run('INSERT INTO audit (at, actor, action, subject) VALUES (?, ?, ?, ?)', at, actor, action, subject)
}
