import { isCreditCode } from '../../../shared/identity-numbers/identity-numbers.ts'
import { accountKinds } from '../../../shared/ra-contract/account.ts'
import type { ContactChannel } from '../../../shared/ra-contract/contact.ts'
import type { Page, Search } from '../../records.ts'
import type { Unfinished } from '../../rules/identity/centre.ts'
import type { LegacyListed } from '../../rules/identity/legacy.ts'
import type { ResetTarget } from '../../rules/identity/reset.ts'
import { unfinished } from './conditions.ts'
import type { Database, Row } from './database.ts'
import { findAccount } from './find.ts'
import { findLegacy, findLegacyOf, siblingsOf } from './find-identity.ts'
import { page } from './page.ts'
import { readAccount } from './read.ts'
import { readIdentity, readLegacy } from './read-identity.ts'
import { number, numberOrNull, text, textOrNull, word } from './row.ts'

// What the rules of accounts, old accounts and notices ask.

export function accountOr(db: Database, id: string | null) {
  return id === null ? null : findAccount(db, id)
}

export function findReset(db: Database, id: string): ResetTarget | null {
  const row = db.get('SELECT * FROM resets WHERE id = ?', id)
  if (row === null) return null
  return {
    way: word(row, 'way', ['phone', 'id-number', 'credit-code', 'legacy']),
    login: text(row, 'login'),
    accountId: textOrNull(row, 'account_id'),
  }
}

export function linkFacts(
  db: Database,
  { login, accountId }: { readonly login: string; readonly accountId: string },
) {
  const legacy = findLegacy(db, login)
  const former = legacy === null ? null : findAccount(db, legacy.accountId)
  const row = db.get('SELECT identity FROM identities WHERE account_id = ?', accountId)
  const own = row === null ? null : readIdentity(row)
  const holdsPair = (id: string | undefined): boolean =>
    db.get(
      `SELECT 1 AS there FROM certificates WHERE account_id = ? AND status IN ('active', 'suspended')`,
      id ?? '',
    ) !== null
  return {
    account: findAccount(db, accountId),
    legacy,
    former,
    siblings: siblingsOf(db, legacy),
    linked: findLegacyOf(db, accountId) !== null,
    bothInForce: holdsPair(accountId) && holdsPair(former?.id),
    isTrader: own?.registered?.entityType === 'individual-business' || isCreditCode(legacy?.holder ?? ''),
  }
}

const legacyListed = `(SELECT l.*, a.rowid AS seq, a.applicant_name, a.kind,
    (SELECT count(*) FROM legacy_logins s WHERE s.login = l.login OR s.holder = l.holder) AS siblings
  FROM legacy_logins l JOIN accounts a ON a.id = l.account_id)`

export function legacyLogins(db: Database, search: Search, which: 'several' | 'all'): Page<LegacyListed> {
  const columns = ['login', 'applicant_name', "coalesce(holder, '')"]
  const filter = which === 'several' ? { where: 'siblings > 1', values: [] } : null
  return page(db, legacyListed, 'seq', search, columns, readLegacyListed, filter)
}

function readLegacyListed(row: Row): LegacyListed {
  const { passwordHash: _secret, ...legacy } = readLegacy(row)
  return {
    ...legacy,
    applicantName: text(row, 'applicant_name'),
    kind: word(row, 'kind', accountKinds),
    count: number(row, 'siblings'),
  }
}

export function namingFacts(db: Database, login: string) {
  const legacy = findLegacy(db, login)
  const rows =
    legacy?.holder == null
      ? []
      : db.all('SELECT login, linked_at FROM legacy_logins WHERE holder = ?', legacy.holder)
  return {
    legacy,
    others: rows.map((row) => text(row, 'login')).filter((other) => other !== login),
    account: legacy === null ? null : findAccount(db, legacy.accountId),
    isLinked: rows.some((row) => numberOrNull(row, 'linked_at') !== null),
  }
}

/** Certificates in force, requests under way, and orders with money that is due to somebody. */
export function unfinishedOf(db: Database, accountId: string, now: number): readonly Unfinished[] {
  const certificates = db.all(
    `SELECT serial AS name FROM certificates WHERE account_id = ? AND status IN ('active', 'suspended') AND not_after > ?`,
    accountId,
    now,
  )
  const requests = db.all(
    `SELECT id AS name FROM requests WHERE account_id = ? AND ${unfinished} AND expires_at > ?`,
    accountId,
    now,
  )
  const orders = db.all(
    `SELECT number AS name FROM orders WHERE account_id = ? AND state IN ('unpaid', 'refund-due')`,
    accountId,
  )
  const kinds = [
    ['certificate', certificates],
    ['request', requests],
    ['order', orders],
  ] as const
  return kinds.flatMap(([kind, rows]) => rows.map((row) => ({ kind, name: text(row, 'name') })))
}

/** Where the code for a new address went. */
export function addressOf(db: Database, accountId: string, channel: ContactChannel): string | null {
  const row = db.get(
    'SELECT address FROM contact_changes WHERE account_id = ? AND channel = ?',
    accountId,
    channel,
  )
  return row === null ? null : text(row, 'address')
}

export function dueSql(columns: string, kinds: readonly string[]): string {
  return `SELECT ${columns} FROM accounts a WHERE a.closed = 0 AND a.kind IN (${kinds.map(() => '?').join(', ')})
    AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.account_id = a.id AND n.occasion = ?)`
}

export function noticeFigures(db: Database, occasion: string, kinds: readonly string[]) {
  const count = (where: string) =>
    number(db.get(`${dueSql('count(*) AS n', kinds)} AND ${where}`, ...kinds, occasion) ?? {}, 'n')
  const first = db.get(
    `${dueSql('a.*', kinds)} AND a.email IS NOT NULL ORDER BY a.created_at LIMIT 1`,
    ...kinds,
    occasion,
  )
  const sent = db.get('SELECT count(*) AS n FROM notices WHERE occasion = ?', occasion)
  return {
    due: count('a.email IS NOT NULL'),
    withoutMail: count('a.email IS NULL'),
    sent: number(sent ?? {}, 'n'),
    first: first === null ? null : readAccount(first),
  }
}
