import { Refusal } from '../../refusal.ts'
import type { AuditLine, Certificate, Crl, RevokedEntry, StoredStatus } from '../records.ts'
import type { Store } from '../store.ts'
import { audit } from './audit.ts'
import { noLongerGood } from './conditions.ts'
import type { Database } from './database.ts'
import { page } from './page.ts'
import { readCertificate } from './read.ts'
import { bytes, number, text, word } from './row.ts'
import { bumpStatusChanges, statusChanges } from './status-changes.ts'

type CertificateStore = Pick<
  Store,
  | 'certificate'
  | 'certificatesOf'
  | 'certificates'
  | 'revokePair'
  | 'suspendPair'
  | 'resumePair'
  | 'countCertificates'
  | 'escrowedKey'
  | 'revoked'
  | 'reasonToLeaveList'
  | 'addCrl'
  | 'latestCrl'
  | 'statusChanges'
>

export function certificateStore(db: Database): CertificateStore {
  return {
    certificate: async (serial) => find(db, serial),
    certificatesOf: async (accountId) =>
      db
        .all('SELECT * FROM certificates WHERE account_id = ? ORDER BY seq DESC LIMIT 400', accountId)
        .map(readCertificate),
    certificates: async (search, status, now) =>
      page(
        db,
        'certificates',
        'seq',
        search,
        ['serial', 'subject_text', 'token_serial'],
        readCertificate,
        byStatus(status, now),
      ),
    revokePair: (serial, reason, note, by, now) =>
      db.write(() =>
        change(db, serial, ['active', 'suspended'], { status: 'revoked', reason, note }, by, now),
      ),
    suspendPair: (serial, by, now) =>
      db.write(() =>
        change(db, serial, ['active'], { status: 'suspended', reason: 'suspended', note: null }, by, now),
      ),
    resumePair: (serial, by, now) =>
      db.write(() =>
        change(db, serial, ['suspended'], { status: 'active', reason: null, note: null }, by, now),
      ),
    countCertificates: async () =>
      Object.fromEntries(
        db
          .all('SELECT status, count FROM status_counts')
          .map((row) => [text(row, 'status'), number(row, 'count')]),
      ),
    escrowedKey: async (serial) => {
      const row = db.get('SELECT sealed FROM escrow WHERE serial = ?', serial)
      return row === null ? null : bytes(row, 'sealed')
    },
    revoked: async (now) => revoked(db, now),
    reasonToLeaveList: async (serial, heldSince, now) => reasonToLeaveList(db, serial, heldSince, now),
    addCrl: (crl, lines) => db.write(() => insertCrl(db, crl, lines)),
    latestCrl: async (issuer) => latestCrl(db, issuer),
    statusChanges: async () => statusChanges(db),
  }
}

function find(db: Database, serial: string): Certificate | null {
  const row = db.get('SELECT * FROM certificates WHERE serial = ?', serial)
  return row === null ? null : readCertificate(row)
}

function byStatus(status: StoredStatus | 'expired' | null, now: number) {
  if (status === null) return null
  if (status === 'expired') return { where: `status = 'active' AND not_after <= ?`, values: [now] }
  return { where: 'status = ?', values: [status] }
}

type Change = {
  readonly status: StoredStatus
  readonly reason: string | null
  readonly note: string | null
}

function change(
  db: Database,
  serial: string,
  from: readonly StoredStatus[],
  to: Change,
  by: string,
  now: number,
): readonly Certificate[] {
  const certificate = find(db, serial)
  if (certificate === null) throw new Refusal('certificate-unknown', { serial })
  if (!from.includes(certificate.status)) {
    const code = to.status === 'active' ? 'certificate-not-suspended' : 'certificate-not-active'
    throw new Refusal(code, { serial, status: certificate.status })
  }
  db.run(
    'UPDATE certificates SET status = ?, reason = ?, note = ?, revoked_at = ? WHERE pair_id = ?',
    to.status,
    to.reason,
    to.note,
    to.status === 'active' ? null : now,
    certificate.pairId,
  )
  bumpStatusChanges(db)
  audit(db, now, by, `pair ${to.status}`, serial)
  return db
    .all('SELECT * FROM certificates WHERE pair_id = ? ORDER BY usage DESC', certificate.pairId)
    .map(readCertificate)
}

/** What belongs on the list: everything that is no longer good and has not run out by itself. */
function revoked(db: Database, now: number): readonly RevokedEntry[] {
  const rows = db.all(
    `SELECT serial, revoked_at, reason FROM certificates
     WHERE ${noLongerGood} AND not_after > ?`,
    now,
  )
  return rows.map((row) => ({
    serial: text(row, 'serial'),
    revokedAt: number(row, 'revoked_at'),
    reason: text(row, 'reason'),
  }))
}

/** Certificates run out, and a suspended pair may be resumed after it came onto the list: nothing else leaves. */
function reasonToLeaveList(db: Database, serial: string, heldSince: number | null, now: number) {
  const certificate = find(db, serial)
  if (certificate === null) return null
  if (certificate.notAfter <= now) return 'expired'
  const mayBeResumed = heldSince !== null && certificate.status === 'active'
  return mayBeResumed && wasResumed(db, certificate.pairId, heldSince) ? 'resumed' : null
}

function wasResumed(db: Database, pairId: string, since: number): boolean {
  const found = db.get(
    `SELECT 1 FROM audit WHERE at >= ? AND action = 'pair active'
     AND subject IN (SELECT serial FROM certificates WHERE pair_id = ?)`,
    since,
    pairId,
  )
  return found !== null
}

function insertCrl(db: Database, crl: Crl, lines: readonly AuditLine[]): void {
  for (const { at, actor, action, subject } of lines) audit(db, at, actor, action, subject)
  db.run(
    'INSERT INTO crls VALUES (?, ?, ?, ?, ?, ?)',
    crl.issuer,
    crl.number,
    crl.der,
    crl.thisUpdate,
    crl.nextUpdate,
    crl.entries,
  )
  db.run('DELETE FROM crls WHERE issuer = ? AND number <= ?', crl.issuer, crl.number - 5)
}

function latestCrl(db: Database, issuer: Crl['issuer']): Crl | null {
  const row = db.get('SELECT * FROM crls WHERE issuer = ? ORDER BY number DESC LIMIT 1', issuer)
  if (row === null) return null
  return {
    issuer: word(row, 'issuer', ['root', 'issuing']),
    number: number(row, 'number'),
    der: bytes(row, 'der'),
    thisUpdate: number(row, 'this_update'),
    nextUpdate: number(row, 'next_update'),
    entries: number(row, 'entries'),
  }
}
