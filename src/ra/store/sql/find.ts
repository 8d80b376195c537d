import type { RaBusiness } from '../../../shared/ra-contract/request.ts'
import type { RaToken } from '../../../shared/ra-contract/token.ts'
import type {
  Account,
  Attempts,
  Certificate,
  Code,
  Device,
  DeviceKey,
  Order,
  RegisteredToken,
  Request,
  Unlock,
} from '../../records.ts'
import type { CertifiedKey, Unfinished } from '../../rules/renewal.ts'
import { noTries } from '../../rules/tries.ts'
import { unfinished } from './conditions.ts'
import {
  readAccount,
  readCertificate,
  readCode,
  readDevice,
  readOrder,
  readRegistered,
  readRequest,
  readUnlock,
  requestColumns,
} from './read.ts'
import { keyHash } from './request-changes.ts'
import { number, text, textOrNull } from './row.ts'
import type { Query, Sql } from './sql.ts'

// Single rows that rules use as facts; each is null if there is none.

export function* findAccount(db: Sql, id: string): Query<Account | null> {
  const row = yield* db.get('SELECT * FROM accounts WHERE id = ?', id)
  return row === null ? null : readAccount(row)
}

export function* findRequest(db: Sql, id: string): Query<Request | null> {
  const row = yield* db.get(`SELECT ${requestColumns} FROM requests WHERE id = ?`, id)
  return row === null ? null : readRequest(row)
}

export function* findOrder(db: Sql, id: string): Query<Order | null> {
  const row = yield* db.get('SELECT * FROM orders WHERE id = ?', id)
  return row === null ? null : readOrder(row)
}

export function* findOrderOf(db: Sql, requestId: string): Query<Order | null> {
  const row = yield* db.get('SELECT * FROM orders WHERE request_id = ?', requestId)
  return row === null ? null : readOrder(row)
}

export function* findCertificate(db: Sql, serial: string): Query<Certificate | null> {
  const row = yield* db.get('SELECT * FROM certificates WHERE serial = ?', serial)
  return row === null ? null : readCertificate(row)
}

export function* findCode(db: Sql, purpose: Code['purpose'], subject: string): Query<Code | null> {
  const row = yield* db.get('SELECT * FROM codes WHERE purpose = ? AND subject = ?', purpose, subject)
  return row === null ? null : readCode(row)
}

/** Nothing was counted under a name that is not there. */
export function* findAttempts(db: Sql, name: string): Query<Attempts> {
  const row = yield* db.get('SELECT failures, pauses, paused_until FROM attempts WHERE name = ?', name)
  if (row === null) return noTries
  return {
    failures: number(row, 'failures'),
    pauses: number(row, 'pauses'),
    pausedUntil: number(row, 'paused_until'),
  }
}

export function* findDevice(db: Sql, key: DeviceKey | null): Query<Device | null> {
  if (key === null) return null
  const row = yield* db.get(
    'SELECT * FROM devices WHERE owner_id = ? AND device_hash = ?',
    key.ownerId,
    key.hash,
  )
  return row === null ? null : readDevice(row)
}

export function* devicesOf(db: Sql, ownerId: string): Query<readonly Device[]> {
  return (yield* db.all('SELECT * FROM devices WHERE owner_id = ?', ownerId)).map(readDevice)
}

export function* findToken(db: Sql, accountId: string, token: RaToken): Query<RegisteredToken | null> {
  const row = yield* db.get(
    'SELECT * FROM tokens WHERE serial = ? AND vendor = ? AND account_id = ?',
    token.serial,
    token.vendor,
    accountId,
  )
  return row === null ? null : readRegistered(row)
}

/** Accounts that registered a token with this serial or hold a certificate on one. */
export function* tokenOwners(db: Sql, serial: string): Query<readonly string[]> {
  const rows = yield* db.all(
    `SELECT account_id FROM tokens WHERE serial = ?
     UNION SELECT account_id FROM requests WHERE token_serial = ? AND state = 'active'`,
    serial,
    serial,
  )
  return rows.map((row) => text(row, 'account_id'))
}

/** The same without accounts that are closed, each with the phone that it reserved. */
export function* tokenHolders(db: Sql, serial: string): Query<readonly Pick<Account, 'id' | 'phone'>[]> {
  const rows = yield* db.all(
    `SELECT id, phone FROM accounts WHERE closed = 0 AND id IN (
       SELECT account_id FROM tokens WHERE serial = ?
       UNION SELECT account_id FROM requests WHERE token_serial = ? AND state = 'active')`,
    serial,
    serial,
  )
  return rows.map((row) => ({ id: text(row, 'id'), phone: textOrNull(row, 'phone') }))
}

export function* findUnlock(db: Sql, id: string): Query<Unlock | null> {
  const row = yield* db.get('SELECT * FROM unlocks WHERE id = ?', id)
  return row === null ? null : readUnlock(row)
}

export function* hasUpload(db: Sql, id: string, accountId: string): Query<boolean> {
  return (
    (yield* db.get('SELECT 1 AS there FROM uploads WHERE id = ? AND account_id = ?', id, accountId)) !== null
  )
}

/** A request of this business for either certificate of the pair that has not ended and is in time. */
export function* findUnfinished(
  db: Sql,
  certificate: Certificate,
  business: RaBusiness,
  now: number,
): Query<Unfinished | null> {
  const row = yield* db.get(
    `SELECT id, (SELECT number FROM orders WHERE request_id = requests.id) AS order_number FROM requests
     WHERE account_id = ? AND ${unfinished} AND business = ? AND expires_at > ?
       AND previous_serial IN (SELECT serial FROM certificates WHERE pair_id = ?)`,
    certificate.accountId,
    business,
    now,
    certificate.pairId,
  )
  return row === null ? null : { requestId: text(row, 'id'), orderNumber: textOrNull(row, 'order_number') }
}

/** The request for which a signing key was first used. */
export function* ownerOfKey(db: Sql, publicKey: Uint8Array): Query<string | null> {
  const row = yield* db.get('SELECT request_id FROM used_keys WHERE key_hash = ?', keyHash(publicKey))
  return row === null ? null : text(row, 'request_id')
}

/** The signing key of the pair to which a certificate belongs. */
export function* certifiedKey(db: Sql, { requestId }: Certificate): Query<CertifiedKey | null> {
  const point = (yield* findRequest(db, requestId))?.publicKey ?? null
  const owner = point === null ? null : yield* ownerOfKey(db, point)
  const first = owner === null ? null : yield* findRequest(db, owner)
  return point === null || first === null ? null : { point, since: first.openedAt }
}
