import type { ReachedPoint } from '../../crash-point.ts'
import { Refusal } from '../../refusal.ts'
import type { Request } from '../records.ts'
import type { Opening } from '../store.ts'
import { unfinished } from './conditions.ts'
import type { Database } from './database.ts'
import { insertOrder } from './order-store.ts'
import { readRequest } from './read.ts'
import { requireRequest } from './request-row.ts'
import { number, text } from './row.ts'

export function openedBefore(db: Database, accountId: string, key: string, bodyHash: string): Request | null {
  const row = db.get('SELECT * FROM requests WHERE account_id = ? AND idempotency_key = ?', accountId, key)
  if (row === null) return null
  if (text(row, 'body_hash') !== bodyHash) throw new Refusal('idempotency-conflict')
  return readRequest(row)
}

export function open(db: Database, opening: Opening, reached: ReachedPoint): Request {
  const known = openedBefore(db, opening.accountId, opening.idempotencyKey, opening.bodyHash)
  if (known !== null) return known
  requireRoom(db, opening)
  insert(db, opening)
  reached(2)
  if (opening.order !== null) insertOrder(db, opening, opening.order)
  return requireRequest(db, opening.id)
}

function requireRoom(db: Database, opening: Opening): void {
  const row = db.get(
    `SELECT count(*) AS n FROM requests WHERE account_id = ? AND ${unfinished} AND expires_at > ?`,
    opening.accountId,
    opening.openedAt,
  )
  if (row !== null && number(row, 'n') >= opening.openLimit) {
    throw new Refusal('too-many-open-requests', { limit: opening.openLimit })
  }
}

function insert(db: Database, o: Opening): void {
  db.run(
    `INSERT INTO requests (id, account_id, business, state, idempotency_key, body_hash, token_kind, token_vendor,
       token_serial, previous_serial, baseline_serial, term_years, application, subject_der, subject_text,
       review, opened_at, expires_at)
     VALUES (?, ?, ?, 'opened', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    o.id,
    o.accountId,
    o.business,
    o.idempotencyKey,
    o.bodyHash,
    o.token.kind,
    o.token.vendor,
    o.token.serial,
    o.previousSerial,
    inForce(db, o.accountId),
    o.termYears,
    o.application === null ? null : JSON.stringify(o.application),
    o.subjectDer,
    o.subjectText,
    o.needsReview ? 'waiting' : null,
    o.openedAt,
    o.expiresAt,
  )
}

/** Serial of the signature certificate that is active or suspended for the account. */
export function inForce(db: Database, accountId: string): string | null {
  const row = db.get(
    `SELECT serial FROM certificates
     WHERE account_id = ? AND usage = 'signature' AND status IN ('active', 'suspended')`,
    accountId,
  )
  return row === null ? null : text(row, 'serial')
}
