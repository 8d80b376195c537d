import type { Changes } from '../../rules/change.ts'
import type { Database } from './database.ts'
import type { Writers } from './writers.ts'

type Kinds = 'put-token' | 'add-unlock' | 'change-unlock'

export const unlockWriters: Writers<Kinds> = {
  'put-token': putToken,
  'add-unlock': addUnlock,
  'change-unlock': (db, { unlock }) =>
    db.run(
      `UPDATE unlocks SET state = ?, recipient_key = ?, sealed_secret = ?, authorisation_code = ? WHERE id = ?`,
      unlock.state,
      unlock.recipientKey,
      unlock.sealedSecret,
      unlock.authorisationCode,
      unlock.id,
    ),
}

export function putToken(db: Database, { token, at }: Changes['put-token']): void {
  db.run(
    `INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET kind = excluded.kind,
       unlock_secret = coalesce(excluded.unlock_secret, unlock_secret)`,
    token.accountId,
    token.kind,
    token.vendor,
    token.serial,
    token.unlockSecret,
    at,
  )
}

function addUnlock(db: Database, { unlock }: Changes['add-unlock']): void {
  db.run(
    'INSERT INTO unlocks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    unlock.id,
    unlock.accountId,
    unlock.token.kind,
    unlock.token.vendor,
    unlock.token.serial,
    unlock.state,
    unlock.recipientKey,
    unlock.sealedSecret,
    unlock.authorisationCode,
    unlock.createdAt,
    unlock.expiresAt,
  )
}
