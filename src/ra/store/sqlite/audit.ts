import type { Database } from './database.ts'

/** Adds a line to the audit trail, in the same transaction as the event. */
export function audit(db: Database, at: number, actor: string, action: string, subject: string): void {
  db.run('INSERT INTO audit (at, actor, action, subject) VALUES (?, ?, ?, ?)', at, actor, action, subject)
}
