import type { Changes } from '../../rules/change.ts'
import type { Query, Sql } from './sql.ts'
import type { Writers } from './writers.ts'

type Kinds = 'add-session' | 'end-session' | 'add-operator-session' | 'put-device' | 'remove-device'

export const sessionWriters: Writers<Kinds> = {
  'add-session': addSession,
  'end-session': (db, { tokenHash }) => db.run('DELETE FROM sessions WHERE token_hash = ?', tokenHash),
  'add-operator-session': (db, { session }) =>
    db.run(
      'INSERT INTO operator_sessions VALUES (?, ?, ?)',
      session.tokenHash,
      session.operatorId,
      session.expiresAt,
    ),
  'put-device': (db, { device }) =>
    db.run(
      `INSERT INTO devices VALUES (?, ?, ?, ?)
       ON CONFLICT (owner_id, device_hash) DO UPDATE SET wrong = excluded.wrong, used_at = excluded.used_at`,
      device.ownerId,
      device.hash,
      device.wrong,
      device.usedAt,
    ),
  'remove-device': (db, { device }) =>
    db.run('DELETE FROM devices WHERE owner_id = ? AND device_hash = ?', device.ownerId, device.hash),
}

function* addSession(db: Sql, { session, at }: Changes['add-session']): Query<void> {
  yield* db.run(
    'INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?)',
    session.tokenHash,
    session.accountId,
    session.handlerId,
    session.scope,
    session.clientHash,
    at,
    session.expiresAt,
  )
}
