import type { Certificate, Seal } from '../../records.ts'
import { applyForSeal, issueSeal, renewSeal, revokeSeal } from '../../rules/seal.ts'
import type { Store } from '../store.ts'
import { findCertificate } from './find.ts'
import { page } from './page.ts'
import { readCertificate } from './read.ts'
import { bytesOrNull, number, numberOrNull, text, word } from './row.ts'
import type { Query, Row, Sql } from './sql.ts'
import { transact } from './transact.ts'

type SealStore = Pick<
  Store,
  | 'applyForSeal'
  | 'issueSeal'
  | 'revokeSeal'
  | 'renewSeal'
  | 'seal'
  | 'sealOf'
  | 'sealsOf'
  | 'hasSeals'
  | 'seals'
>

export function sealStore(db: Sql): SealStore {
  return {
    applyForSeal: (application) =>
      transact(db, function* () {
        const certificate = yield* signatureOf(db, application.serial)
        const standing = certificate === null ? null : yield* standingOf(db, certificate.serial)
        return applyForSeal({ certificate, standing }, application)
      }),
    issueSeal: (issue) =>
      transact(db, function* () {
        return issueSeal(yield* factsOf(db, issue.sealId), issue)
      }),
    revokeSeal: (step) =>
      transact(db, function* () {
        return revokeSeal({ seal: yield* find(db, step.sealId) }, step)
      }),
    renewSeal: (renewal) =>
      transact(db, function* () {
        return renewSeal(
          {
            previous: yield* find(db, renewal.previousId),
            existing: yield* newestOf(db, renewal.made.serial),
          },
          renewal,
        )
      }),
    seal: (id) => db.read(() => find(db, id)),
    sealOf: (serial) => db.read(() => newestOf(db, serial)),
    hasSeals: (accountId) =>
      db.read(function* () {
        return (yield* db.get('SELECT 1 FROM seals WHERE account_id = ? LIMIT 1', accountId)) !== null
      }),
    sealsOf: (accountId) =>
      db.read(function* () {
        return (yield* db.all(
          'SELECT * FROM seals WHERE account_id = ? ORDER BY seq DESC LIMIT 100',
          accountId,
        )).map(read)
      }),
    seals: (search, state) =>
      db.read(() =>
        page(
          db,
          'seals',
          'seq',
          search,
          ['name', 'serial'],
          read,
          state === null ? null : { where: 'state = ?', values: [state] },
        ),
      ),
  }
}

/** The signature certificate of the pair to which this serial belongs. */
function* signatureOf(db: Sql, serial: string): Query<Certificate | null> {
  const row = yield* db.get(
    `SELECT * FROM certificates WHERE usage = 'signature'
       AND pair_id = (SELECT pair_id FROM certificates WHERE serial = ?)`,
    serial,
  )
  return row === null ? null : readCertificate(row)
}

function* factsOf(db: Sql, id: string) {
  const seal = yield* find(db, id)
  return { seal, certificate: seal === null ? null : yield* findCertificate(db, seal.serial) }
}

function* find(db: Sql, id: string): Query<Seal | null> {
  return orNull(yield* db.get('SELECT * FROM seals WHERE id = ?', id))
}

function* newestOf(db: Sql, serial: string): Query<Seal | null> {
  return orNull(yield* db.get('SELECT * FROM seals WHERE serial = ? ORDER BY seq DESC LIMIT 1', serial))
}

function* standingOf(db: Sql, serial: string): Query<Seal | null> {
  return orNull(yield* db.get(`SELECT * FROM seals WHERE serial = ? AND state <> 'revoked'`, serial))
}

function orNull(row: Row | null): Seal | null {
  return row === null ? null : read(row)
}

function read(row: Row): Seal {
  return {
    id: text(row, 'id'),
    accountId: text(row, 'account_id'),
    serial: text(row, 'serial'),
    state: word(row, 'state', ['applied', 'issued', 'revoked']),
    name: text(row, 'name'),
    type: word(row, 'type', ['organisation', 'personal']),
    appliedBy: text(row, 'applied_by'),
    appliedAt: number(row, 'applied_at'),
    issuedAt: numberOrNull(row, 'issued_at'),
    revokedAt: numberOrNull(row, 'revoked_at'),
    der: bytesOrNull(row, 'der'),
  }
}
