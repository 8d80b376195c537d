import type { Changes } from '../../rules/change.ts'
import type { Query, Sql } from './sql.ts'
import type { Writers } from './writers.ts'

export const recoveryWriters: Writers<'add-recovery' | 'approve-recovery' | 'recovery-state'> = {
  'add-recovery': addRecovery,
  'approve-recovery': (db, { id, operator, at }) =>
    db.run('INSERT INTO recovery_approvals VALUES (?, ?, ?)', id, operator, at),
  'recovery-state': (db, { id, state }) => db.run('UPDATE recoveries SET state = ? WHERE id = ?', state, id),
}

function* addRecovery(db: Sql, { recovery }: Changes['add-recovery']): Query<void> {
  yield* db.run(
    `INSERT INTO recoveries (id, serial, account_id, reason, state, opened_by, opened_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    recovery.id,
    recovery.serial,
    recovery.accountId,
    recovery.reason,
    recovery.state,
    recovery.openedBy,
    recovery.openedAt,
  )
}
