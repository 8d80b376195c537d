import type { Account } from '../../records.ts'
import type { Changes } from '../../rules/change.ts'
import type { Query, Sql } from './sql.ts'
import type { Writers } from './writers.ts'

type Kinds =
  | 'put-account'
  | 'put-identity'
  | 'add-handler'
  | 'remove-handler'
  | 'remove-handlers'
  | 'remove-principals'
  | 'end-sessions'
  | 'link-legacy'
  | 'legacy-password'
  | 'name-legacy'
  | 'add-unsent'
  | 'put-contact-change'
  | 'put-reset'
  | 'put-register-entry'
  | 'put-practitioner'
  | 'note-notice'

export const identityWriters: Writers<Kinds> = {
  'put-account': (db, { account }) => putAccount(db, account),
  'put-identity': (db, { accountId, identity, at }) =>
    db.run(
      `INSERT INTO identities VALUES (?, ?, ?)
       ON CONFLICT (account_id) DO UPDATE SET identity = excluded.identity, changed_at = excluded.changed_at`,
      accountId,
      JSON.stringify(identity),
      at,
    ),
  'add-handler': addHandler,
  *'remove-handler'(db, { accountId, personId }) {
    yield* db.run('DELETE FROM handlers WHERE account_id = ? AND person_id = ?', accountId, personId)
    yield* db.run('DELETE FROM sessions WHERE account_id = ? AND handler_id = ?', accountId, personId)
  },
  *'remove-handlers'(db, { accountId }) {
    yield* db.run('DELETE FROM handlers WHERE account_id = ?', accountId)
    yield* db.run('DELETE FROM sessions WHERE account_id = ? AND handler_id IS NOT NULL', accountId)
  },
  *'remove-principals'(db, { personId }) {
    yield* db.run('DELETE FROM handlers WHERE person_id = ?', personId)
    yield* db.run('DELETE FROM sessions WHERE handler_id = ?', personId)
  },
  'end-sessions': (db, { accountId, except }) =>
    db.run(
      'DELETE FROM sessions WHERE (account_id = ? OR handler_id = ?) AND token_hash <> ?',
      accountId,
      accountId,
      except ?? '',
    ),
  'link-legacy': linkLegacy,
  'legacy-password': (db, { accountId, passwordHash }) =>
    db.run('UPDATE legacy_logins SET password_hash = ? WHERE account_id = ?', passwordHash, accountId),
  *'name-legacy'(db, { login, others }) {
    for (const other of others) yield* db.run('UPDATE legacy_logins SET named = 0 WHERE login = ?', other)
    yield* db.run('UPDATE legacy_logins SET named = 1 WHERE login = ?', login)
  },
  'add-unsent': (db, { message }) =>
    db.run(
      'INSERT INTO unsent (id, channel, recipient, text, created_at) VALUES (?, ?, ?, ?, ?)',
      ...[message.id, message.channel, message.to, message.text, message.createdAt],
    ),
  'put-contact-change': (db, { accountId, channel, address }) =>
    db.run(
      `INSERT INTO contact_changes VALUES (?, ?, ?)
       ON CONFLICT (account_id, channel) DO UPDATE SET address = excluded.address`,
      accountId,
      channel,
      address,
    ),
  'put-reset': (db, { id, target, at }) =>
    db.run('INSERT INTO resets VALUES (?, ?, ?, ?, ?)', id, target.way, target.login, target.accountId, at),
  'put-register-entry': putRegisterEntry,
  'put-practitioner': (db, { practitioner: { number, agencyCode, name } }) =>
    db.run(
      `INSERT INTO practitioners (number, agency_code, name) VALUES (?, ?, ?)
       ON CONFLICT (number, agency_code) DO UPDATE SET name = excluded.name`,
      ...[number, agencyCode, name],
    ),
  'note-notice': (db, { occasion, accountId, at }) =>
    db.run('INSERT INTO notices VALUES (?, ?, ?)', occasion, accountId, at),
}

/** A number belongs to the account that is complete; the login of an old one keeps it as its holder's. */
export function* putAccount(db: Sql, account: Account): Query<void> {
  if (account.complete && account.idNumber !== null)
    yield* db.run(
      'UPDATE accounts SET id_number = NULL WHERE id_number = ? AND complete = 0 AND id <> ?',
      account.idNumber,
      account.id,
    )
  yield* db.run(
    `INSERT INTO accounts (id, kind, user_name, applicant_name, id_type, id_number, phone, email, password_hash,
       complete, closed, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, applicant_name = excluded.applicant_name,
       id_type = excluded.id_type, id_number = excluded.id_number, phone = excluded.phone, email = excluded.email,
       password_hash = excluded.password_hash, complete = excluded.complete, closed = excluded.closed`,
    ...[account.id, account.kind, account.userName, account.applicantName, account.idType, account.idNumber],
    ...[account.phone, account.email, account.passwordHash, account.complete ? 1 : 0, account.closed ? 1 : 0],
    account.createdAt,
  )
}

type HandlerRow = Omit<Changes['add-handler'], 'at'> & { readonly at: number | null }

export function* addHandler(db: Sql, { accountId, personId, isAgency, at }: HandlerRow): Query<void> {
  yield* db.run(
    `INSERT INTO handlers (account_id, person_id, agency, bound_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (account_id, person_id) DO NOTHING`,
    accountId,
    personId,
    isAgency ? 1 : 0,
    at,
  )
}

/** The tables that say whose something is. */
const owned = ['requests', 'orders', 'certificates', 'tokens', 'seals', 'uploads', 'unlocks', 'recoveries']

function* linkLegacy(db: Sql, { login, accountId, formerId, at }: Changes['link-legacy']): Query<void> {
  yield* db.run(
    'UPDATE legacy_logins SET account_id = ?, linked_at = ? WHERE login = ?',
    accountId,
    at,
    login,
  )
  // What both have registered or opened is the account's already.
  yield* db.run(
    `DELETE FROM tokens WHERE account_id = ? AND EXISTS (SELECT 1 FROM tokens t
       WHERE t.serial = tokens.serial AND t.vendor = tokens.vendor AND t.account_id = ?)`,
    formerId,
    accountId,
  )
  for (const table of owned)
    yield* db.run(`UPDATE ${table} SET account_id = ? WHERE account_id = ?`, accountId, formerId)
  yield* db.run(
    `UPDATE opened_applications SET account_id = ?1 WHERE account_id = ?2
       AND application_id NOT IN (SELECT application_id FROM opened_applications WHERE account_id = ?1)`,
    accountId,
    formerId,
  )
  yield* db.run('DELETE FROM sessions WHERE account_id = ?', formerId)
  yield* db.run('UPDATE accounts SET closed = 1, phone = NULL, email = NULL WHERE id = ?', formerId)
}

function* putRegisterEntry(db: Sql, { entry }: Changes['put-register-entry']): Query<void> {
  yield* db.run(
    `INSERT INTO register (credit_code, name, entity_type, representative_name, representative_number, agency)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (credit_code) DO UPDATE SET name = excluded.name, entity_type = excluded.entity_type,
       representative_name = excluded.representative_name,
       representative_number = excluded.representative_number, agency = excluded.agency`,
    ...[entry.creditCode, entry.name, entry.entityType, entry.representativeName, entry.representativeNumber],
    entry.agency ? 1 : 0,
  )
}
