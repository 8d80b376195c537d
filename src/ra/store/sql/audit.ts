import type { Query, Sql } from './sql.ts'

/** Adds a line to the audit trail, in the same transaction as the event. */
export function* audit(db: Sql, at: number, actor: string, action: string, subject: string): Query<void> {
  yield* db.run(
    'INSERT INTO audit (at, actor, action, subject) VALUES (?, ?, ?, ?)',
    at,
    actor,
    action,
    subject,
  )
}
