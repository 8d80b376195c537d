import type { RaToken } from '../../../shared/ra-contract/token.ts'
import type { RegisteredToken } from '../records.ts'
import type { Store } from '../store.ts'
import type { Database, Row } from './database.ts'
import { bytesOrNull, text, word } from './row.ts'

type TokenStore = Pick<Store, 'registerToken' | 'token' | 'tokens' | 'tokenOwners'>

export function tokenStore(db: Database): TokenStore {
  return {
    registerToken: (token, now) => db.write(() => register(db, token, now)),
    token: async (accountId, token) => findToken(db, accountId, token),
    tokens: async (accountId) =>
      db.all('SELECT * FROM tokens WHERE account_id = ? LIMIT 200', accountId).map(readRegistered),
    tokenOwners: async (serial) => tokenOwners(db, serial),
  }
}

function readRegistered(row: Row): RegisteredToken {
  return {
    accountId: text(row, 'account_id'),
    kind: word(row, 'kind', ['ukey', 'soft']),
    vendor: text(row, 'vendor'),
    serial: text(row, 'serial'),
    unlockSecret: bytesOrNull(row, 'unlock_secret'),
  }
}

function findToken(db: Database, accountId: string, token: RaToken): RegisteredToken | null {
  const row = db.get(
    'SELECT * FROM tokens WHERE serial = ? AND vendor = ? AND account_id = ?',
    token.serial,
    token.vendor,
    accountId,
  )
  return row === null ? null : readRegistered(row)
}

/** Accounts that registered a token with this serial or hold a certificate on one. */
function tokenOwners(db: Database, serial: string): readonly string[] {
  const rows = db.all(
    `SELECT account_id FROM tokens WHERE serial = ?
     UNION SELECT account_id FROM requests WHERE token_serial = ? AND state = 'active'`,
    serial,
    serial,
  )
  return rows.map((row) => text(row, 'account_id'))
}

/** Also leaves a new unlock secret; none given keeps the one that is there. */
export function register(db: Database, token: RegisteredToken, now: number): RegisteredToken {
  db.run(
    `INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET kind = excluded.kind,
       unlock_secret = coalesce(excluded.unlock_secret, unlock_secret)`,
    token.accountId,
    token.kind,
    token.vendor,
    token.serial,
    token.unlockSecret,
    now,
  )
  return findToken(db, token.accountId, token) ?? token
}
