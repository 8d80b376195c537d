import type { Changes } from '../../rules/change.ts'
import type { Query, Sql } from './sql.ts'
import type { Writers } from './writers.ts'

type Kinds = 'put-dossier' | 'put-dossier-upload' | 'expire-dossiers'

export const dossierWriters: Writers<Kinds> = {
  'put-dossier': putDossier,
  'put-dossier-upload': putUpload,
  'expire-dossiers': (db, { accountId }) => db.run(`${forget} account_id = ? AND state = 'open'`, accountId),
}

/** What was told is forgotten; that it was begun stays. */
const forget = `UPDATE dossiers SET state = 'expired', given = '{}', name = NULL, id_number = NULL, phone = NULL WHERE`

/** What nobody handed in in time, and the files of such dossiers. */
export function* forgetDossiers(db: Sql, now: number): Query<void> {
  yield* db.run(`${forget} state IN ('open', 'awaiting-correction') AND expires_at <= ?`, now)
  yield* db.run(
    `UPDATE dossier_uploads SET content = NULL
     WHERE content IS NOT NULL AND dossier_id IN (SELECT id FROM dossiers WHERE state = 'expired')`,
  )
}

function* putDossier(db: Sql, { dossier }: Changes['put-dossier']): Query<void> {
  const { given } = dossier
  const name =
    given.person?.name ?? given.registered?.name ?? given.entity?.name ?? given.appeal?.name ?? null
  const number = given.person?.document.number ?? given.registered?.creditCode ?? given.appeal?.number ?? null
  yield* db.run(
    `INSERT INTO dossiers (id, number, purpose, kind, state, account_id, client_hash, given, name, id_number, phone,
       reason, steps, decided_by, due_at, opened_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, account_id = excluded.account_id,
       client_hash = excluded.client_hash, given = excluded.given, name = excluded.name,
       id_number = excluded.id_number, phone = excluded.phone, reason = excluded.reason, steps = excluded.steps,
       decided_by = excluded.decided_by, due_at = excluded.due_at, expires_at = excluded.expires_at`,
    ...[dossier.id, dossier.number, dossier.purpose, dossier.kind, dossier.state, dossier.accountId],
    ...[dossier.clientHash, JSON.stringify(given), name, number, given.phone ?? null, dossier.reason],
    ...[dossier.steps.join(' '), dossier.decidedBy, dossier.dueAt, dossier.openedAt, dossier.expiresAt],
  )
}

/** The row of one that was replaced stays, without its content, so that a dossier's uploads can be counted. */
function* putUpload(db: Sql, { upload, content, network, at }: Changes['put-dossier-upload']): Query<void> {
  yield* db.run(
    'UPDATE dossier_uploads SET content = NULL WHERE dossier_id = ? AND purpose = ?',
    upload.dossierId,
    upload.purpose,
  )
  yield* db.run(
    `INSERT INTO dossier_uploads (id, dossier_id, purpose, name, size, digest, content, network, uploaded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[
      upload.id,
      upload.dossierId,
      upload.purpose,
      upload.name,
      upload.size,
      upload.digest,
      content,
      network,
      at,
    ],
  )
}
