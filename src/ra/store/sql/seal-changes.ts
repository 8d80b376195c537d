import type { Changes } from '../../rules/change.ts'
import type { Query, Sql } from './sql.ts'
import type { Writers } from './writers.ts'

export const sealWriters: Writers<'add-seal' | 'change-seal'> = {
  'add-seal': addSeal,
  'change-seal': (db, { seal }) =>
    db.run(
      'UPDATE seals SET state = ?, issued_at = ?, revoked_at = ?, der = ? WHERE id = ?',
      seal.state,
      seal.issuedAt,
      seal.revokedAt,
      seal.der,
      seal.id,
    ),
}

function* addSeal(db: Sql, { seal }: Changes['add-seal']): Query<void> {
  yield* db.run(
    `INSERT INTO seals (id, account_id, serial, state, name, type, applied_by, applied_at, issued_at, revoked_at, der)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    seal.id,
    seal.accountId,
    seal.serial,
    seal.state,
    seal.name,
    seal.type,
    seal.appliedBy,
    seal.appliedAt,
    seal.issuedAt,
    seal.revokedAt,
    seal.der,
  )
}
