import { hash } from 'node:crypto'
import type { Changes } from '../../rules/change.ts'
import { audit } from './audit.ts'
import type { Database } from './database.ts'
import type { Writers } from './writers.ts'

/** Signing keys are looked up by this. */
export function keyHash(publicKey: Uint8Array): Uint8Array {
  return hash('sha256', publicKey, 'buffer')
}

type Kinds =
  | 'add-request'
  | 'request-state'
  | 'bind-key'
  | 'submit-csr'
  | 'review-request'
  | 'issue-request'
  | 'add-order'
  | 'order-state'
  | 'pay-order'
  | 'audit'

export const requestWriters: Writers<Kinds> = {
  'add-request': addRequest,
  'request-state': (db, { id, state }) => db.run('UPDATE requests SET state = ? WHERE id = ?', state, id),
  'bind-key': (db, { publicKey, requestId }) =>
    db.run('INSERT INTO used_keys VALUES (?, ?)', keyHash(publicKey), requestId),
  'submit-csr': (db, { id, csr, publicKey, state }) =>
    db.run('UPDATE requests SET csr = ?, public_key = ?, state = ? WHERE id = ?', csr, publicKey, state, id),
  'review-request': (db, { id, review, reason, operatorId, at }) =>
    db.run(
      'UPDATE requests SET review = ?, reviewed_by = ?, reviewed_at = ?, refused_reason = ? WHERE id = ?',
      review,
      operatorId,
      at,
      reason,
      id,
    ),
  'issue-request': (db, { id, issued }) =>
    db.run(
      `UPDATE requests SET state = 'issued', signature_serial = ?, encryption_serial = ?, enveloped_key = ?
       WHERE id = ?`,
      issued.signature.serial,
      issued.encryption.serial,
      issued.envelopedKey,
      id,
    ),
  'add-order': addOrder,
  'order-state': (db, { id, state }) => db.run('UPDATE orders SET state = ? WHERE id = ?', state, id),
  'pay-order': (db, { id, method, reference, paidAt }) =>
    db.run(
      `UPDATE orders SET state = 'paid', method = ?, reference = ?, paid_at = ? WHERE id = ?`,
      method,
      reference,
      paidAt,
      id,
    ),
  audit: (db, { at, actor, action, subject }) => audit(db, at, actor, action, subject),
}

function addRequest(db: Database, { request, idempotencyKey, bodyHash }: Changes['add-request']): void {
  db.run(
    `INSERT INTO requests (id, account_id, business, state, idempotency_key, body_hash, token_kind, token_vendor,
       token_serial, previous_serial, baseline_serial, term_years, application, subject_der, subject_text,
       review, opened_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    request.id,
    request.accountId,
    request.business,
    request.state,
    idempotencyKey,
    bodyHash,
    request.token.kind,
    request.token.vendor,
    request.token.serial,
    request.previousSerial,
    request.baselineSerial,
    request.termYears,
    request.application === null ? null : JSON.stringify(request.application),
    request.subjectDer,
    request.subjectText,
    request.review,
    request.openedAt,
    request.expiresAt,
  )
}

function addOrder(db: Database, { order }: Changes['add-order']): void {
  db.run(
    `INSERT INTO orders (id, number, request_id, account_id, state, items, total_fen, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    order.id,
    order.number,
    order.requestId,
    order.accountId,
    order.state,
    JSON.stringify(order.items),
    order.totalFen,
    order.createdAt,
  )
}
