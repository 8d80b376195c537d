import type { Opening, OpeningFacts } from '../../rules/opening.ts'
import { unfinished } from './conditions.ts'
import { certifiedKey, findCertificate, findRequest, findUnfinished, hasUpload } from './find.ts'
import { inForce } from './issued-pair.ts'
import { readRequest } from './read.ts'
import { number, text } from './row.ts'
import { type Query, type Sql, those } from './sql.ts'

export function* openingFacts(db: Sql, { account, form, now }: Opening): Query<OpeningFacts> {
  const { previousSerial, application } = form
  const previous = previousSerial === undefined ? null : yield* findCertificate(db, previousSerial)
  return {
    known: yield* openedBefore(db, account.id, form.idempotencyKey),
    unfinished: yield* unfinishedOf(db, account.id, now),
    inForce: yield* inForce(db, account.id),
    previous,
    previousKind: previous === null ? null : ((yield* findRequest(db, previous.requestId))?.kind ?? null),
    previousKey: previous === null ? null : yield* certifiedKey(db, previous),
    sameBusiness: previous === null ? null : yield* findUnfinished(db, previous, form.business, now),
    uploads: yield* those(application?.attachments ?? [], (id) => hasUpload(db, id, account.id)),
    nextOrder: number((yield* db.get(db.dialect.nextOrder)) ?? {}, 'next'),
  }
}

function* openedBefore(db: Sql, accountId: string, key: string): Query<OpeningFacts['known']> {
  const row = yield* db.get(
    'SELECT * FROM requests WHERE account_id = ? AND idempotency_key = ?',
    accountId,
    key,
  )
  return row === null ? null : { request: readRequest(row), bodyHash: text(row, 'body_hash') }
}

function* unfinishedOf(db: Sql, accountId: string, now: number): Query<number> {
  const row = yield* db.get(
    `SELECT count(*) AS n FROM requests WHERE account_id = ? AND ${unfinished} AND expires_at > ?`,
    accountId,
    now,
  )
  return number(row ?? {}, 'n')
}
