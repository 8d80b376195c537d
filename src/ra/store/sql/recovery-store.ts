import type { Recovery } from '../../records.ts'
import {
  approveRecovery,
  collectRecovery,
  openRecovery,
  type RecoveryCollection,
  refuseRecovery,
} from '../../rules/recovery.ts'
import type { Store } from '../store.ts'
import { findCertificate } from './find.ts'
import { number, text, word } from './row.ts'
import { each, type Query, type Row, type Sql } from './sql.ts'
import { transact } from './transact.ts'

type RecoveryStore = Pick<
  Store,
  'openRecovery' | 'recovery' | 'recoveries' | 'approveRecovery' | 'refuseRecovery' | 'collectRecovery'
>

export function recoveryStore(db: Sql): RecoveryStore {
  return {
    openRecovery: (opening) =>
      transact(db, function* () {
        return openRecovery({ certificate: yield* findCertificate(db, opening.serial) }, opening)
      }),
    recovery: (id) => db.read(() => find(db, id)),
    recoveries: () =>
      db.read(function* () {
        const rows = yield* db.all('SELECT * FROM recoveries ORDER BY seq DESC LIMIT 100')
        return yield* each(rows, (row) => read(db, row))
      }),
    approveRecovery: (step) =>
      transact(db, function* () {
        return approveRecovery({ recovery: yield* find(db, step.id) }, step)
      }),
    refuseRecovery: (step) =>
      transact(db, function* () {
        return refuseRecovery({ recovery: yield* find(db, step.id) }, step)
      }),
    collectRecovery: (collection) =>
      transact(db, function* () {
        return collectRecovery(yield* collectionFacts(db, collection), collection)
      }),
  }
}

function* collectionFacts(db: Sql, { id }: RecoveryCollection) {
  const recovery = yield* find(db, id)
  return { recovery, active: recovery === null ? null : yield* activeSerial(db, recovery.accountId) }
}

function* activeSerial(db: Sql, accountId: string): Query<string | null> {
  const row = yield* db.get(
    `SELECT serial FROM certificates WHERE account_id = ? AND usage = 'signature' AND status = 'active'`,
    accountId,
  )
  return row === null ? null : text(row, 'serial')
}

function* read(db: Sql, row: Row): Query<Recovery> {
  const id = text(row, 'id')
  const approvals = yield* db.all(
    'SELECT operator FROM recovery_approvals WHERE recovery_id = ? ORDER BY at',
    id,
  )
  return {
    id,
    serial: text(row, 'serial'),
    accountId: text(row, 'account_id'),
    reason: text(row, 'reason'),
    state: word(row, 'state', ['waiting', 'approved', 'refused', 'done']),
    openedBy: text(row, 'opened_by'),
    openedAt: number(row, 'opened_at'),
    approvals: approvals.map((approval) => text(approval, 'operator')),
  }
}

function* find(db: Sql, id: string): Query<Recovery | null> {
  const row = yield* db.get('SELECT * FROM recoveries WHERE id = ?', id)
  return row === null ? null : yield* read(db, row)
}
