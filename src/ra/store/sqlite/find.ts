import type { RaToken } from '../../../shared/ra-contract/token.ts'
import type { Account, Certificate, Code, Order, RegisteredToken, Request, Unlock } from '../../records.ts'
import type { Database } from './database.ts'
import {
  readAccount,
  readCertificate,
  readCode,
  readOrder,
  readRegistered,
  readRequest,
  readUnlock,
  requestColumns,
} from './read.ts'
import { text } from './row.ts'

// Single rows that rules use as facts; each is null if there is none.

export function findAccount(db: Database, id: string): Account | null {
  const row = db.get('SELECT * FROM accounts WHERE id = ?', id)
  return row === null ? null : readAccount(row)
}

export function findRequest(db: Database, id: string): Request | null {
  const row = db.get(`SELECT ${requestColumns} FROM requests WHERE id = ?`, id)
  return row === null ? null : readRequest(row)
}

export function findOrder(db: Database, id: string): Order | null {
  const row = db.get('SELECT * FROM orders WHERE id = ?', id)
  return row === null ? null : readOrder(row)
}

export function findOrderOf(db: Database, requestId: string): Order | null {
  const row = db.get('SELECT * FROM orders WHERE request_id = ?', requestId)
  return row === null ? null : readOrder(row)
}

export function findCertificate(db: Database, serial: string): Certificate | null {
  const row = db.get('SELECT * FROM certificates WHERE serial = ?', serial)
  return row === null ? null : readCertificate(row)
}

export function findCode(db: Database, purpose: Code['purpose'], subject: string): Code | null {
  const row = db.get('SELECT * FROM codes WHERE purpose = ? AND subject = ?', purpose, subject)
  return row === null ? null : readCode(row)
}

export function findToken(db: Database, accountId: string, token: RaToken): RegisteredToken | null {
  const row = db.get(
    'SELECT * FROM tokens WHERE serial = ? AND vendor = ? AND account_id = ?',
    token.serial,
    token.vendor,
    accountId,
  )
  return row === null ? null : readRegistered(row)
}

/** Accounts that registered a token with this serial or hold a certificate on one. */
export function tokenOwners(db: Database, serial: string): readonly string[] {
  const rows = db.all(
    `SELECT account_id FROM tokens WHERE serial = ?
     UNION SELECT account_id FROM requests WHERE token_serial = ? AND state = 'active'`,
    serial,
    serial,
  )
  return rows.map((row) => text(row, 'account_id'))
}

export function findUnlock(db: Database, id: string): Unlock | null {
  const row = db.get('SELECT * FROM unlocks WHERE id = ?', id)
  return row === null ? null : readUnlock(row)
}
