import type { Certificate, ListPlace, RevokedEntry, StoredStatus } from '../../records.ts'
import { changeStatus } from '../../rules/certificate-status.ts'
import type { Store } from '../store.ts'
import { statusChanges } from './certificate-changes.ts'
import { noLongerGood, unfinished } from './conditions.ts'
import { findCertificate, findOrderOf } from './find.ts'
import { page } from './page.ts'
import { readCertificate, readRequest, requestColumns } from './read.ts'
import { bytes, number, text } from './row.ts'
import { each, type Query, type Sql } from './sql.ts'
import { transact } from './transact.ts'

type CertificateStore = Pick<
  Store,
  | 'certificate'
  | 'certificatesOf'
  | 'certificates'
  | 'changeStatus'
  | 'countCertificates'
  | 'escrowedKey'
  | 'revoked'
  | 'reasonToLeaveList'
  | 'statusChanges'
>

export function certificateStore(db: Sql): CertificateStore {
  return {
    certificate: (serial) => db.read(() => findCertificate(db, serial)),
    certificatesOf: (accountId) =>
      db.read(function* () {
        return (yield* db.all(
          'SELECT * FROM certificates WHERE account_id = ? ORDER BY seq DESC LIMIT 400',
          accountId,
        )).map(readCertificate)
      }),
    certificates: (search, status, now) =>
      db.read(() =>
        page(
          db,
          'certificates',
          'seq',
          search,
          ['serial', 'subject_text', 'token_serial'],
          readCertificate,
          byStatus(status, now),
        ),
      ),
    changeStatus: (change) =>
      transact(db.holding({ of: 'certificate', id: change.serial }), function* () {
        const certificate = yield* findCertificate(db, change.serial)
        const pair = certificate === null ? [] : yield* pairOf(db, certificate.pairId)
        const successors = certificate === null ? [] : yield* successorsOf(db, certificate)
        return changeStatus({ certificate, pair, successors }, change)
      }),
    countCertificates: () =>
      db.read(function* () {
        const rows = yield* db.all('SELECT status, count FROM status_counts')
        return Object.fromEntries(rows.map((row) => [text(row, 'status'), number(row, 'count')]))
      }),
    escrowedKey: (serial) =>
      db.read(function* () {
        const row = yield* db.get('SELECT sealed FROM escrow WHERE serial = ?', serial)
        return row === null ? null : bytes(row, 'sealed')
      }),
    revoked: (now, after) => db.read(() => revoked(db, after ?? { notAfter: now, seq: LAST })),
    reasonToLeaveList: (serial, heldSince, now) =>
      db.read(() => reasonToLeaveList(db, serial, heldSince, now)),
    statusChanges: () => db.read(() => statusChanges(db)),
  }
}

function* successorsOf(db: Sql, { accountId, pairId }: Certificate) {
  const rows = yield* db.all(
    `SELECT ${requestColumns} FROM requests
     WHERE account_id = ? AND ${unfinished} AND business IN ('renew', 'upgrade')
       AND previous_serial IN (SELECT serial FROM certificates WHERE pair_id = ?)`,
    accountId,
    pairId,
  )
  return yield* each(rows.map(readRequest), function* (request) {
    return { request, order: yield* findOrderOf(db, request.id) }
  })
}

function* pairOf(db: Sql, pairId: string): Query<readonly Certificate[]> {
  return (yield* db.all('SELECT * FROM certificates WHERE pair_id = ? ORDER BY usage DESC', pairId)).map(
    readCertificate,
  )
}

function byStatus(status: StoredStatus | 'expired' | null, now: number) {
  if (status === null) return null
  if (status === 'expired') return { where: `status = 'active' AND not_after <= ?`, values: [now] }
  return { where: 'status = ?', values: [status] }
}

/** Greater than the number of any row. */
const LAST = Number.MAX_SAFE_INTEGER
/** So many entries are read at a time, so that nobody waits for a long list. */
const AT_A_TIME = 1000

/** What belongs on the list: everything that is no longer valid and expires after this place. */
function* revoked(db: Sql, after: ListPlace): Query<readonly RevokedEntry[]> {
  const rows = yield* db.all(
    `SELECT serial, revoked_at, reason, not_after, seq FROM certificates
     WHERE ${noLongerGood} AND (not_after, seq) > (?, ?) ORDER BY not_after, seq LIMIT ${AT_A_TIME}`,
    after.notAfter,
    after.seq,
  )
  return rows.map((row) => ({
    serial: text(row, 'serial'),
    revokedAt: number(row, 'revoked_at'),
    reason: text(row, 'reason'),
    place: { notAfter: number(row, 'not_after'), seq: number(row, 'seq') },
  }))
}

/** An entry leaves the list only if its certificate expired, or if its suspended pair was resumed. */
function* reasonToLeaveList(db: Sql, serial: string, heldSince: number | null, now: number) {
  const certificate = yield* findCertificate(db, serial)
  if (certificate === null) return null
  if (certificate.notAfter <= now) return 'expired'
  const mayBeResumed = heldSince !== null && certificate.status === 'active'
  return mayBeResumed && (yield* wasResumed(db, certificate.pairId, heldSince)) ? 'resumed' : null
}

function* wasResumed(db: Sql, pairId: string, since: number): Query<boolean> {
  const found = yield* db.get(
    `SELECT 1 FROM audit WHERE at >= ? AND action = 'pair active'
     AND subject IN (SELECT serial FROM certificates WHERE pair_id = ?)`,
    since,
    pairId,
  )
  return found !== null
}
