import type { StoredStatus } from '../../records.ts'
import type { Changes } from '../../rules/change.ts'
import { listedStatuses } from './conditions.ts'
import { text } from './row.ts'
import type { Query, Sql } from './sql.ts'
import type { Writers } from './writers.ts'

export const certificateWriters: Writers<'add-certificate' | 'escrow-key' | 'pair-status'> = {
  'add-certificate': addCertificate,
  'escrow-key': (db, { serial, sealed }) => db.run('INSERT INTO escrow VALUES (?, ?)', serial, sealed),
  'pair-status': setPairStatus,
}

function* addCertificate(db: Sql, { request, usage, certificate }: Changes['add-certificate']): Query<void> {
  yield* db.run(
    `INSERT INTO certificates (serial, pair_id, account_id, request_id, usage, status, subject_text, token_kind,
       token_vendor, token_serial, not_before, not_after, der)
     VALUES (?, ?, ?, ?, ?, 'pending', ?, ?, ?, ?, ?, ?, ?)`,
    certificate.serial,
    request.id,
    request.accountId,
    request.id,
    usage,
    request.subjectText,
    request.token.kind,
    request.token.vendor,
    request.token.serial,
    certificate.notBefore,
    certificate.notAfter,
    certificate.der,
  )
}

function* setPairStatus(db: Sql, change: Changes['pair-status']): Query<void> {
  const { pairId, from, to, reason, note, since } = change
  // What is added keeps SQLite from preparing the statement anew for every value, to see which partial index it fits.
  yield* db.run(
    `UPDATE certificates SET status = ?, reason = ?, note = ?, revoked_at = ?
     WHERE pair_id = ? AND status = ? || ''`,
    to,
    reason,
    note,
    since,
    pairId,
    from,
  )
  if (isListed(from) || isListed(to)) yield* bumpStatusChanges(db)
}

function isListed(status: StoredStatus): boolean {
  return listedStatuses.includes(status)
}

/** Tells the revocation list that it is no longer complete. */
function* bumpStatusChanges(db: Sql): Query<void> {
  yield* db.run(
    `INSERT INTO meta VALUES ('status-changes', '1')
     ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(meta.value AS BIGINT) + 1 AS TEXT)`,
  )
}

export function* statusChanges(db: Sql): Query<number> {
  const row = yield* db.get(`SELECT value FROM meta WHERE key = 'status-changes'`)
  return row === null ? 0 : Number(text(row, 'value'))
}
