import type { RaPractitioner, RaRegisterEntry } from '../../../shared/ra-contract/identity-operator.ts'
import type { Account } from '../../records.ts'
import type { Sending, SendingFacts } from '../../rules/identity/codes.ts'
import type { Dossier, DossierUpload } from '../../rules/identity/dossier.ts'
import type { LegacyLogin, LegacySiblings } from '../../rules/identity/legacy.ts'
import { paceNames } from '../../rules/identity/pace.ts'
import { findAttempts, findCode } from './find.ts'
import { readAccount } from './read.ts'
import {
  readDossier,
  readDossierUpload,
  readLegacy,
  readPractitioner,
  readRegisterEntry,
} from './read-identity.ts'
import { number, text } from './row.ts'
import type { Query, Sql } from './sql.ts'

// Facts of 统一身份认证; a single row is null if there is none.

export function* findDossier(db: Sql, id: string): Query<Dossier | null> {
  const row = yield* db.get('SELECT * FROM dossiers WHERE id = ?', id)
  return row === null ? null : readDossier(row)
}

/** The newest completion of an account that waits for a review or a correction. */
export function* findBegun(db: Sql, accountId: string): Query<Dossier | null> {
  const row = yield* db.get(
    `SELECT * FROM dossiers WHERE account_id = ? AND purpose = 'completion'
       AND state IN ('awaiting-review', 'awaiting-correction') ORDER BY seq DESC LIMIT 1`,
    accountId,
  )
  return row === null ? null : readDossier(row)
}

export function* uploadsOf(db: Sql, dossierId: string): Query<readonly DossierUpload[]> {
  const sql = 'SELECT * FROM dossier_uploads WHERE dossier_id = ? AND content IS NOT NULL ORDER BY seq'
  return (yield* db.all(sql, dossierId)).map(readDossierUpload)
}

/** The account that has this document or code, also if it is closed. One that is not complete has no say. */
export function* findByNumber(db: Sql, idNumber: string | null | undefined): Query<Account | null> {
  if (idNumber === null || idNumber === undefined) return null
  const row = yield* db.get('SELECT * FROM accounts WHERE id_number = ? AND complete = 1', idNumber)
  return row === null ? null : readAccount(row)
}

/** The person who logs in with this phone. */
export function* findByPhone(db: Sql, phone: string | null | undefined): Query<Account | null> {
  if (phone === null || phone === undefined) return null
  const row = yield* db.get(
    `SELECT * FROM accounts WHERE kind = 'person' AND phone = ? AND complete = 1 AND closed = 0`,
    phone,
  )
  return row === null ? null : readAccount(row)
}

/** A person who can be a handler, by phone or document. */
export function* findPerson(db: Sql, login: string): Query<Account | null> {
  const person = (yield* findByPhone(db, login)) ?? (yield* findByNumber(db, login))
  return person === null || person.closed || person.kind !== 'person' ? null : person
}

export function* agenciesOf(
  db: Sql,
  personId: string | null,
): Query<readonly Pick<Account, 'id' | 'applicantName'>[]> {
  if (personId === null) return []
  const rows = yield* db.all(
    `SELECT a.id, a.applicant_name FROM handlers h JOIN accounts a ON a.id = h.account_id
     WHERE h.person_id = ? AND a.kind = 'agency'`,
    personId,
  )
  return rows.map((row) => ({ id: text(row, 'id'), applicantName: text(row, 'applicant_name') }))
}

export function* findPractitioner(
  db: Sql,
  numberOf: string | null | undefined,
  agencyCode: string | null | undefined,
): Query<RaPractitioner | null> {
  const row = yield* db.get(
    'SELECT * FROM practitioners WHERE number = ? AND agency_code = ?',
    numberOf ?? '',
    agencyCode ?? '',
  )
  return row === null ? null : readPractitioner(row)
}

export function* findRegisterEntry(db: Sql, creditCode: string): Query<RaRegisterEntry | null> {
  const row = yield* db.get('SELECT * FROM register WHERE credit_code = ?', creditCode)
  return row === null ? null : readRegisterEntry(row)
}

export function* findLegacy(db: Sql, login: string): Query<LegacyLogin | null> {
  const row = yield* db.get('SELECT * FROM legacy_logins WHERE login = ?', login)
  return row === null ? null : readLegacy(row)
}

export function* findLegacyOf(db: Sql, accountId: string): Query<LegacyLogin | null> {
  const row = yield* db.get('SELECT * FROM legacy_logins WHERE account_id = ?', accountId)
  return row === null ? null : readLegacy(row)
}

export function* siblingsOf(db: Sql, legacy: LegacyLogin | null): Query<LegacySiblings> {
  if (legacy?.holder == null) return { count: 1, named: null }
  const rows = yield* db.all('SELECT login, named FROM legacy_logins WHERE holder = ?', legacy.holder)
  const named = rows.find((row) => number(row, 'named') === 1)
  return { count: rows.length, named: named === undefined ? null : text(named, 'login') }
}

export function* sendingFacts(db: Sql, { code, paced, network }: Sending): Query<SendingFacts> {
  const names = paceNames(paced, network)
  return {
    before: yield* findCode(db, code.purpose, code.subject),
    toAddress: yield* findAttempts(db, names.to),
    fromNetwork: yield* findAttempts(db, names.from),
  }
}
