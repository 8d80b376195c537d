import type { ReachedPoint } from '../../crash-point.ts'
import { Refusal } from '../../refusal.ts'
import type { Issued, IssuedCertificate, Request } from '../records.ts'
import type { Database } from './database.ts'
import { bytes, number, text } from './row.ts'
import { bumpStatusChanges } from './status-changes.ts'

/** Writes the pair, the escrowed key and the answer that the client will collect: the request is issued. */
export function insertPair(db: Database, request: Request, issued: Issued, midway: () => void): void {
  insertCertificate(db, request, issued.signature, 'signature')
  insertCertificate(db, request, issued.encryption, 'encryption')
  db.run('INSERT INTO escrow VALUES (?, ?)', issued.encryption.serial, issued.escrow)
  midway()
  db.run(
    `UPDATE requests SET state = 'issued', signature_serial = ?, encryption_serial = ?, enveloped_key = ?
     WHERE id = ?`,
    issued.signature.serial,
    issued.encryption.serial,
    issued.envelopedKey,
    request.id,
  )
}

function insertCertificate(
  db: Database,
  request: Request,
  certificate: IssuedCertificate,
  usage: 'signature' | 'encryption',
): void {
  db.run(
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

/** The pair as it was made, read back from the tables. */
export function collectedPair(db: Database, request: Request): Issued {
  const row = db.get('SELECT enveloped_key FROM requests WHERE id = ?', request.id)
  const escrow = db.get('SELECT sealed FROM escrow WHERE serial = ?', request.encryptionSerial)
  if (row === null || escrow === null) throw new Refusal('request-unknown')
  return {
    signature: issuedCertificate(db, request.signatureSerial),
    encryption: issuedCertificate(db, request.encryptionSerial),
    envelopedKey: bytes(row, 'enveloped_key'),
    escrow: bytes(escrow, 'sealed'),
  }
}

function issuedCertificate(db: Database, serial: string | null): IssuedCertificate {
  const row = db.get('SELECT serial, der, not_before, not_after FROM certificates WHERE serial = ?', serial)
  if (row === null) throw new Refusal('certificate-unknown', { serial: serial ?? '' })
  return {
    serial: text(row, 'serial'),
    der: bytes(row, 'der'),
    notBefore: number(row, 'not_before'),
    notAfter: number(row, 'not_after'),
  }
}

/** In one step: the old pair is superseded, the new one comes into force. */
export function confirmPair(db: Database, request: Request, now: number, reached: ReachedPoint): void {
  const compromised = request.application?.lossReason === 'compromised'
  const gone = db.run(
    `UPDATE certificates SET status = 'superseded', revoked_at = ?, reason = ?
     WHERE account_id = ? AND usage IN ('signature', 'encryption') AND status IN ('active', 'suspended')`,
    now,
    compromised ? 'key-compromised' : 'superseded',
    request.accountId,
  )
  if (gone > 0) bumpStatusChanges(db)
  reached(17)
  db.run(`UPDATE certificates SET status = 'active' WHERE pair_id = ? AND status = 'pending'`, request.id)
  db.run(`UPDATE requests SET state = 'active' WHERE id = ?`, request.id)
}
