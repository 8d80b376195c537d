import type { Account } from '../../records.ts'
import type { LoginName, LoginSecret, Store } from '../store.ts'
import { findAccount } from './find.ts'
import { addHandler, putAccount } from './identity-changes.ts'
import { page } from './page.ts'
import { readAccount } from './read.ts'
import { number, text, textOrNull } from './row.ts'
import type { Query, Row, Sql } from './sql.ts'

type AccountStore = Pick<
  Store,
  | 'addAccount'
  | 'addHandler'
  | 'addLegacyLogin'
  | 'account'
  | 'accountByUserName'
  | 'accountByPhone'
  | 'secretOf'
  | 'accounts'
  | 'countAccounts'
>

export function accountStore(db: Sql): AccountStore {
  function* one(where: string, value: string): Query<Account | null> {
    const row = yield* db.get(`SELECT * FROM accounts WHERE ${where}`, value)
    return row === null ? null : readAccount(row)
  }
  return {
    addAccount: (account) => db.write(() => putAccount(db, account)),
    addHandler: (accountId, personId) =>
      db.write(function* () {
        const isAgency = (yield* findAccount(db, accountId))?.kind === 'agency'
        yield* addHandler(db, { accountId, personId, isAgency, at: null })
      }),
    addLegacyLogin: ({ login, passwordHash, accountId, holder, registeredAt }) =>
      db.write(function* () {
        yield* db.run(
          `INSERT INTO legacy_logins (login, password_hash, account_id, holder, registered_at)
             VALUES (?, ?, ?, ?, ?)`,
          ...[login, passwordHash, accountId, holder, registeredAt],
        )
      }),
    account: (id) => db.read(() => one('id = ?', id)),
    accountByUserName: (userName) => db.read(() => one('user_name = ?', userName)),
    accountByPhone: (phone) =>
      db.read(function* () {
        return (yield* db.all('SELECT * FROM accounts WHERE phone = ?', phone)).map(readAccount)
      }),
    secretOf: (kind, login) => db.read(() => findSecret(db, kind, login)),
    accounts: (search) =>
      db.read(() =>
        page(
          db,
          'accounts',
          'rowid',
          search,
          ['user_name', 'applicant_name', 'id_number', 'phone'],
          readAccount,
        ),
      ),
    countAccounts: () =>
      db.read(function* () {
        return number((yield* db.get('SELECT count(*) AS n FROM accounts')) ?? {}, 'n')
      }),
  }
}

const secretQueries: Readonly<Record<Exclude<LoginName, 'legacy'>, string>> = {
  name: 'SELECT id, applicant_name AS secret FROM accounts WHERE user_name = ?1',
  phone: `SELECT id, password_hash AS secret FROM accounts
    WHERE kind = 'person' AND phone = ?1 AND complete = 1 ORDER BY closed LIMIT 1`,
  'id-number': `SELECT id, password_hash AS secret FROM accounts WHERE kind = 'person' AND id_number = ?1`,
  'credit-code': `SELECT id, password_hash AS secret FROM accounts WHERE kind <> 'person' AND id_number = ?1`,
  handler: `SELECT id, password_hash AS secret FROM accounts
    WHERE kind = 'person' AND (phone = ?1 OR id_number = ?1) AND complete = 1 ORDER BY closed LIMIT 1`,
}

/** An old name, or the holder of the only one. Both are always asked for, so that a name that is there saves no time. */
function* findLegacySecret(db: Sql, login: string): Query<Row | null> {
  const named = yield* db.get(
    'SELECT account_id AS id, password_hash AS secret FROM legacy_logins WHERE login = ?',
    login,
  )
  const held = yield* db.all(
    `SELECT l.account_id AS id, l.password_hash AS secret, a.kind FROM legacy_logins l
     JOIN accounts a ON a.id = l.account_id WHERE l.holder = ? LIMIT 2`,
    login,
  )
  const [only] = held.length === 1 ? held : []
  return named ?? (only !== undefined && text(only, 'kind') !== 'person' ? only : null)
}

export function* findSecret(db: Sql, kind: LoginName, login: string): Query<LoginSecret | null> {
  const row = yield* kind === 'legacy' ? findLegacySecret(db, login) : db.get(secretQueries[kind], login)
  return row === null ? null : { ownerId: text(row, 'id'), secret: textOrNull(row, 'secret') }
}
