import { hash } from 'node:crypto'
import type { Moment } from '../../records.ts'
import type { Changes } from '../../rules/change.ts'
import { audit } from './audit.ts'
import type { Query, Sql } from './sql.ts'
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
  | 'correct-request'
  | 'issue-request'
  | 'add-order'
  | 'change-order'
  | 'add-payment'
  | 'add-statement-line'
  | 'audit'

export const requestWriters: Writers<Kinds> = {
  'add-request': addRequest,
  'request-state': (db, { id, state, moments }) =>
    db.run('UPDATE requests SET state = ?, moments = moments || ? WHERE id = ?', state, written(moments), id),
  'bind-key': (db, { publicKey, requestId }) =>
    db.run('INSERT INTO used_keys VALUES (?, ?)', keyHash(publicKey), requestId),
  'submit-csr': (db, { id, csr, publicKey }) =>
    db.run('UPDATE requests SET csr = ?, public_key = ? WHERE id = ?', csr, publicKey, id),
  'review-request': (db, { id, review, reason, fields, operatorId, at }) =>
    db.run(
      `UPDATE requests SET review = ?, reviewed_by = ?, reviewed_at = ?, refused_reason = ?, correction_fields = ?
       WHERE id = ?`,
      review,
      operatorId,
      at,
      reason,
      fields.join(' '),
      id,
    ),
  'correct-request': (db, { id, application }) =>
    db.run(
      `UPDATE requests SET application = ?, review = 'waiting', refused_reason = NULL, correction_fields = ''
       WHERE id = ?`,
      JSON.stringify(application),
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
  'change-order': changeOrder,
  'add-payment': (db, { payment }) =>
    db.run(
      `INSERT INTO payments (reference, order_id, direction, method, amount_fen, at) VALUES (?, ?, ?, ?, ?, ?)`,
      payment.reference,
      payment.orderId,
      payment.direction,
      payment.method,
      payment.amountFen,
      payment.at,
    ),
  'add-statement-line': (db, { line, at }) =>
    db.run(
      `INSERT INTO statement (reference, payer_account, payer_name, amount_fen, paid_on, note, imported_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      line.reference,
      line.payerAccount.replaceAll(' ', ''),
      line.payerName,
      line.amountFen,
      line.paidOn,
      line.note,
      at,
    ),
  audit: (db, { at, actor, action, subject }) => audit(db, at, actor, action, subject),
}

function* addRequest(db: Sql, { request, idempotencyKey, bodyHash }: Changes['add-request']): Query<void> {
  yield* db.run(
    `INSERT INTO requests (id, account_id, business, state, idempotency_key, body_hash, token_kind, token_vendor,
       token_serial, previous_serial, baseline_serial, term_years, application, subject_der, subject_text,
       review, opened_at, expires_at, moments, kind)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
    written(request.moments),
    request.kind,
  )
}

/** Words and times in turn, so that more can be added at the end. */
function written(moments: readonly Moment[]): string {
  return moments.map(({ moment, at }) => `${moment} ${at} `).join('')
}

function* changeOrder(db: Sql, { order }: Changes['change-order']): Query<void> {
  yield* db.run(
    `UPDATE orders SET state = ?, received_fen = ?, refunded_fen = ?, refund_since = ?, method = ?, reference = ?,
       paid_at = ?, reported = ? WHERE id = ?`,
    order.state,
    order.receivedFen,
    order.refundedFen,
    order.refundSince,
    order.method,
    order.reference,
    order.paidAt,
    order.reported ? 1 : 0,
    order.id,
  )
}

function* addOrder(db: Sql, { order }: Changes['add-order']): Query<void> {
  yield* db.run(
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
