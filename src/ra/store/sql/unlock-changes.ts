import type { Changes } from '../../rules/change.ts'
import type { Query, Sql } from './sql.ts'
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

export function* putToken(db: Sql, { token, at }: Changes['put-token']): Query<void> {
  yield* db.run(
    `INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (serial, vendor, account_id) DO UPDATE SET kind = excluded.kind,
       unlock_secret = coalesce(excluded.unlock_secret, tokens.unlock_secret)`,
    token.accountId,
    token.kind,
    token.vendor,
    token.serial,
    token.unlockSecret,
    at,
  )
}

function* addUnlock(db: Sql, { unlock }: Changes['add-unlock']): Query<void> {
  yield* db.run(
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
