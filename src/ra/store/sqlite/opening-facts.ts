import type { Opening, OpeningFacts } from '../../rules/opening.ts'
import { unfinished } from './conditions.ts'
import type { Database } from './database.ts'
import { certifiedKey, findCertificate, findRequest, findUnfinished, hasUpload } from './find.ts'
import { inForce } from './issued-pair.ts'
import { readRequest } from './read.ts'
import { number, text } from './row.ts'

export function openingFacts(db: Database, { account, form, now }: Opening): OpeningFacts {
  const { previousSerial, application } = form
  const previous = previousSerial === undefined ? null : findCertificate(db, previousSerial)
  return {
    known: openedBefore(db, account.id, form.idempotencyKey),
    unfinished: unfinishedOf(db, account.id, now),
    inForce: inForce(db, account.id),
    previous,
    previousKind: previous === null ? null : (findRequest(db, previous.requestId)?.kind ?? null),
    previousKey: previous === null ? null : certifiedKey(db, previous),
    sameBusiness: previous === null ? null : findUnfinished(db, previous, form.business, now),
    uploads: (application?.attachments ?? []).filter((id) => hasUpload(db, id, account.id)),
    nextOrder: number(db.get('SELECT coalesce(max(seq), 0) + 1 AS next FROM orders') ?? {}, 'next'),
  }
}

function openedBefore(db: Database, accountId: string, key: string): OpeningFacts['known'] {
  const row = db.get('SELECT * FROM requests WHERE account_id = ? AND idempotency_key = ?', accountId, key)
  return row === null ? null : { request: readRequest(row), bodyHash: text(row, 'body_hash') }
}

function unfinishedOf(db: Database, accountId: string, now: number): number {
  const row = db.get(
    `SELECT count(*) AS n FROM requests WHERE account_id = ? AND ${unfinished} AND expires_at > ?`,
    accountId,
    now,
  )
  return number(row ?? {}, 'n')
}
