import type { Certificate, Seal } from '../../records.ts'
import { applyForSeal, issueSeal, renewSeal, revokeSeal } from '../../rules/seal.ts'
import type { Store } from '../store.ts'
import type { Database, Row } from './database.ts'
import { findCertificate } from './find.ts'
import { page } from './page.ts'
import { readCertificate } from './read.ts'
import { bytesOrNull, number, numberOrNull, text, word } from './row.ts'
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

export function sealStore(db: Database): SealStore {
  return {
    applyForSeal: (application) =>
      transact(db, () => {
        const certificate = signatureOf(db, application.serial)
        const standing = certificate === null ? null : standingOf(db, certificate.serial)
        return applyForSeal({ certificate, standing }, application)
      }),
    issueSeal: (issue) => transact(db, () => issueSeal(factsOf(db, issue.sealId), issue)),
    revokeSeal: (step) => transact(db, () => revokeSeal({ seal: find(db, step.sealId) }, step)),
    renewSeal: (renewal) =>
      transact(db, () =>
        renewSeal(
          { previous: find(db, renewal.previousId), existing: newestOf(db, renewal.made.serial) },
          renewal,
        ),
      ),
    seal: async (id) => find(db, id),
    sealOf: async (serial) => newestOf(db, serial),
    hasSeals: async (accountId) =>
      db.get('SELECT 1 FROM seals WHERE account_id = ? LIMIT 1', accountId) !== null,
    sealsOf: async (accountId) =>
      db.all('SELECT * FROM seals WHERE account_id = ? ORDER BY seq DESC LIMIT 100', accountId).map(read),
    seals: async (search, state) =>
      page(
        db,
        'seals',
        'seq',
        search,
        ['name', 'serial'],
        read,
        state === null ? null : { where: 'state = ?', values: [state] },
      ),
  }
}

/** The signature certificate of the pair to which this serial belongs. */
function signatureOf(db: Database, serial: string): Certificate | null {
  const row = db.get(
    `SELECT * FROM certificates WHERE usage = 'signature'
       AND pair_id = (SELECT pair_id FROM certificates WHERE serial = ?)`,
    serial,
  )
  return row === null ? null : readCertificate(row)
}

function factsOf(db: Database, id: string) {
  const seal = find(db, id)
  return { seal, certificate: seal === null ? null : findCertificate(db, seal.serial) }
}

function find(db: Database, id: string): Seal | null {
  return orNull(db.get('SELECT * FROM seals WHERE id = ?', id))
}

function newestOf(db: Database, serial: string): Seal | null {
  return orNull(db.get('SELECT * FROM seals WHERE serial = ? ORDER BY seq DESC LIMIT 1', serial))
}

function standingOf(db: Database, serial: string): Seal | null {
  return orNull(db.get(`SELECT * FROM seals WHERE serial = ? AND state <> 'revoked'`, serial))
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
