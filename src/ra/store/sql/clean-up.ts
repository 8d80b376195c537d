import { DAY, HOUR } from '../../clock.ts'
import { DEVICE_KEPT } from '../../rules/device.ts'
import { forgetDossiers } from './dossier-changes.ts'
import type { Query, Sql } from './sql.ts'

/** Removes what only mattered for a time. */
export function* cleanUp(db: Sql, now: number): Query<void> {
  yield* db.run('DELETE FROM sessions WHERE expires_at <= ?', now)
  yield* db.run('DELETE FROM operator_sessions WHERE expires_at <= ?', now)
  yield* db.run('DELETE FROM devices WHERE abs(? - used_at) >= ?', now, DEVICE_KEPT)
  yield* db.run('DELETE FROM codes WHERE expires_at <= ?', now)
  yield* db.run('DELETE FROM attempts WHERE changed_at <= ? AND paused_until <= ?', now - DAY, now)
  yield* db.run('DELETE FROM unsent WHERE created_at <= ?', now - DAY)
  yield* db.run('DELETE FROM resets WHERE asked_at <= ?', now - DAY)
  // Longer than they are good for, in case the clocks of two machines differ.
  yield* db.run('DELETE FROM used_captchas WHERE expires_at <= ?', now - HOUR)
  // One that is further ahead is from before the clock was set back.
  yield* db.run('DELETE FROM calls WHERE taken_until <= ? OR taken_until > ?', now, now + HOUR)
  yield* forgetDossiers(db, now)
  yield* db.run(
    `UPDATE unlocks SET state = 'expired', sealed_secret = NULL
     WHERE expires_at <= ? AND state IN ('opened', 'authorised')`,
    now,
  )
}
