import type { Changes } from '../../rules/change.ts'
import type { Database } from './database.ts'
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
      'INSERT OR REPLACE INTO devices VALUES (?, ?, ?, ?)',
      device.ownerId,
      device.hash,
      device.wrong,
      device.usedAt,
    ),
  'remove-device': (db, { device }) =>
    db.run('DELETE FROM devices WHERE owner_id = ? AND device_hash = ?', device.ownerId, device.hash),
}

function addSession(db: Database, { session, at }: Changes['add-session']): void {
  db.run(
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
