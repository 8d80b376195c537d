import { isCreditCode } from '../../../shared/identity-numbers/identity-numbers.ts'
import { accountKinds } from '../../../shared/ra-contract/account.ts'
import type { ContactChannel } from '../../../shared/ra-contract/contact.ts'
import type { Page, Search } from '../../records.ts'
import type { Unfinished } from '../../rules/identity/centre.ts'
import type { LegacyListed } from '../../rules/identity/legacy.ts'
import type { ResetTarget } from '../../rules/identity/reset.ts'
import { unfinished } from './conditions.ts'
import { findAccount } from './find.ts'
import { findLegacy, findLegacyOf, siblingsOf } from './find-identity.ts'
import { page } from './page.ts'
import { readAccount } from './read.ts'
import { readIdentity, readLegacy } from './read-identity.ts'
import { number, numberOrNull, text, textOrNull, word } from './row.ts'
import type { Query, Row, Sql } from './sql.ts'

// What the rules of accounts, old accounts and notices ask.

export function* accountOr(db: Sql, id: string | null) {
  return id === null ? null : yield* findAccount(db, id)
}

export function* findReset(db: Sql, id: string): Query<ResetTarget | null> {
  const row = yield* db.get('SELECT * FROM resets WHERE id = ?', id)
  if (row === null) return null
  return {
    way: word(row, 'way', ['phone', 'id-number', 'credit-code', 'legacy']),
    login: text(row, 'login'),
    accountId: textOrNull(row, 'account_id'),
  }
}

export function* linkFacts(
  db: Sql,
  { login, accountId }: { readonly login: string; readonly accountId: string },
) {
  const legacy = yield* findLegacy(db, login)
  const former = legacy === null ? null : yield* findAccount(db, legacy.accountId)
  const row = yield* db.get('SELECT identity FROM identities WHERE account_id = ?', accountId)
  const own = row === null ? null : readIdentity(row)
  return {
    account: yield* findAccount(db, accountId),
    legacy,
    former,
    siblings: yield* siblingsOf(db, legacy),
    linked: (yield* findLegacyOf(db, accountId)) !== null,
    bothInForce: (yield* holdsPair(db, accountId)) && (yield* holdsPair(db, former?.id)),
    isTrader: own?.registered?.entityType === 'individual-business' || isCreditCode(legacy?.holder ?? ''),
  }
}

function* holdsPair(db: Sql, accountId: string | undefined): Query<boolean> {
  const pair = yield* db.get(
    `SELECT 1 AS there FROM certificates WHERE account_id = ? AND status IN ('active', 'suspended')`,
    accountId ?? '',
  )
  return pair !== null
}

const legacyListed = `(SELECT l.*, a.rowid AS seq, a.applicant_name, a.kind,
    (SELECT count(*) FROM legacy_logins s WHERE s.login = l.login OR s.holder = l.holder) AS siblings
  FROM legacy_logins l JOIN accounts a ON a.id = l.account_id)`

export function legacyLogins(db: Sql, search: Search, which: 'several' | 'all'): Query<Page<LegacyListed>> {
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

export function* namingFacts(db: Sql, login: string) {
  const legacy = yield* findLegacy(db, login)
  const rows =
    legacy?.holder == null
      ? []
      : yield* db.all('SELECT login, linked_at FROM legacy_logins WHERE holder = ?', legacy.holder)
  return {
    legacy,
    others: rows.map((row) => text(row, 'login')).filter((other) => other !== login),
    account: legacy === null ? null : yield* findAccount(db, legacy.accountId),
    isLinked: rows.some((row) => numberOrNull(row, 'linked_at') !== null),
  }
}

/** Certificates in force, requests under way, and orders with money that is due to somebody. */
export function* unfinishedOf(db: Sql, accountId: string, now: number): Query<readonly Unfinished[]> {
  const certificates = yield* db.all(
    `SELECT serial AS name FROM certificates WHERE account_id = ? AND status IN ('active', 'suspended') AND not_after > ?`,
    accountId,
    now,
  )
  const requests = yield* db.all(
    `SELECT id AS name FROM requests WHERE account_id = ? AND ${unfinished} AND expires_at > ?`,
    accountId,
    now,
  )
  const orders = yield* db.all(
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
export function* addressOf(db: Sql, accountId: string, channel: ContactChannel): Query<string | null> {
  const row = yield* db.get(
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

export function* noticeFigures(db: Sql, occasion: string, kinds: readonly string[]) {
  function* count(where: string): Query<number> {
    const row = yield* db.get(`${dueSql('count(*) AS n', kinds)} AND ${where}`, ...kinds, occasion)
    return number(row ?? {}, 'n')
  }
  const first = yield* db.get(
    `${dueSql('a.*', kinds)} AND a.email IS NOT NULL ORDER BY a.created_at LIMIT 1`,
    ...kinds,
    occasion,
  )
  const sent = yield* db.get('SELECT count(*) AS n FROM notices WHERE occasion = ?', occasion)
  return {
    due: yield* count('a.email IS NOT NULL'),
    withoutMail: yield* count('a.email IS NULL'),
    sent: number(sent ?? {}, 'n'),
    first: first === null ? null : readAccount(first),
  }
}
