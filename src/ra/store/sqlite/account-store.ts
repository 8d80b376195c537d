import type { Account } from '../../records.ts'
import type { Login, Store } from '../store.ts'
import type { Database, Row } from './database.ts'
import { findAccount } from './find.ts'
import { addHandler, putAccount } from './identity-changes.ts'
import { page } from './page.ts'
import { readAccount } from './read.ts'
import { number, text, textOrNull } from './row.ts'

type AccountStore = Pick<
  Store,
  | 'addAccount'
  | 'addHandler'
  | 'addLegacyLogin'
  | 'account'
  | 'accountByUserName'
  | 'accountByPhone'
  | 'login'
  | 'handlerLogins'
  | 'accounts'
  | 'countAccounts'
>

export function accountStore(db: Database): AccountStore {
  const one = (where: string, value: string): Account | null => {
    const row = db.get(`SELECT * FROM accounts WHERE ${where}`, value)
    return row === null ? null : readAccount(row)
  }
  return {
    addAccount: (account) => db.write(() => putAccount(db, account)),
    addHandler: (accountId, personId) =>
      db.write(() => {
        const isAgency = findAccount(db, accountId)?.kind === 'agency'
        addHandler(db, { accountId, personId, isAgency, at: null })
      }),
    addLegacyLogin: ({ login, passwordHash, accountId, holder, registeredAt }) =>
      db.write(
        () =>
          void db.run(
            `INSERT INTO legacy_logins (login, password_hash, account_id, holder, registered_at)
             VALUES (?, ?, ?, ?, ?)`,
            ...[login, passwordHash, accountId, holder, registeredAt],
          ),
      ),
    account: async (id) => one('id = ?', id),
    accountByUserName: async (userName) => one('user_name = ?', userName),
    accountByPhone: async (phone) => db.all('SELECT * FROM accounts WHERE phone = ?', phone).map(readAccount),
    login: async (kind, login) => findLogin(db, kind, login),
    handlerLogins: async (login) => findHandlerLogins(db, login),
    accounts: async (search) =>
      page(
        db,
        'accounts',
        'rowid',
        search,
        ['user_name', 'applicant_name', 'id_number', 'phone'],
        readAccount,
      ),
    countAccounts: async () => number(db.get('SELECT count(*) AS n FROM accounts') ?? {}, 'n'),
  }
}

const loginQueries = {
  phone: `SELECT * FROM accounts WHERE kind = 'person' AND phone = ? AND complete = 1 ORDER BY closed`,
  'id-number': `SELECT * FROM accounts WHERE kind = 'person' AND id_number = ?`,
  'credit-code': `SELECT * FROM accounts WHERE kind <> 'person' AND id_number = ?`,
  legacy: `SELECT a.*, l.password_hash AS legacy_hash FROM legacy_logins l
    JOIN accounts a ON a.id = l.account_id
    WHERE l.login = ?1 OR (l.holder = ?1 AND a.kind <> 'person'
      AND (SELECT count(*) FROM legacy_logins o WHERE o.holder = ?1) = 1)
    ORDER BY l.login = ?1 DESC`,
} as const

export function findLogin(db: Database, kind: keyof typeof loginQueries, login: string): Login | null {
  const row = db.get(loginQueries[kind], login)
  if (row === null) return null
  const account = readAccount(row)
  return {
    account,
    passwordHash: kind === 'legacy' ? text(row, 'legacy_hash') : account.passwordHash,
    handler: null,
  }
}

/** The entities for which a person with this phone or ID number acts. The password is the person's own. */
function findHandlerLogins(db: Database, login: string): readonly Login[] {
  const people = db.all(
    `SELECT * FROM accounts WHERE kind = 'person' AND (phone = ? OR id_number = ?) AND complete = 1 ORDER BY closed`,
    login,
    login,
  )
  return people.flatMap((row) => entitiesOf(db, row))
}

function entitiesOf(db: Database, personRow: Row): readonly Login[] {
  const handler = readAccount(personRow)
  const rows = db.all(
    'SELECT a.* FROM handlers h JOIN accounts a ON a.id = h.account_id WHERE h.person_id = ? ORDER BY a.created_at',
    handler.id,
  )
  return rows.map((row) => ({
    account: readAccount(row),
    passwordHash: textOrNull(personRow, 'password_hash'),
    handler,
  }))
}
