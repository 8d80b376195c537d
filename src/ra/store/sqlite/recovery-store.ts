import type { Recovery } from '../../records.ts'
import {
  approveRecovery,
  collectRecovery,
  openRecovery,
  type RecoveryCollection,
  refuseRecovery,
} from '../../rules/recovery.ts'
import type { Store } from '../store.ts'
import type { Database, Row } from './database.ts'
import { findCertificate } from './find.ts'
import { number, text, word } from './row.ts'
import { transact } from './transact.ts'

type RecoveryStore = Pick<
  Store,
  'openRecovery' | 'recovery' | 'recoveries' | 'approveRecovery' | 'refuseRecovery' | 'collectRecovery'
>

export function recoveryStore(db: Database): RecoveryStore {
  return {
    openRecovery: (opening) =>
      transact(db, () => openRecovery({ certificate: findCertificate(db, opening.serial) }, opening)),
    recovery: async (id) => find(db, id),
    recoveries: async () =>
      db.all('SELECT * FROM recoveries ORDER BY seq DESC LIMIT 100').map((row) => read(db, row)),
    approveRecovery: (step) => transact(db, () => approveRecovery({ recovery: find(db, step.id) }, step)),
    refuseRecovery: (step) => transact(db, () => refuseRecovery({ recovery: find(db, step.id) }, step)),
    collectRecovery: (collection) =>
      transact(db, () => collectRecovery(collectionFacts(db, collection), collection)),
  }
}

function collectionFacts(db: Database, { id }: RecoveryCollection) {
  const recovery = find(db, id)
  return { recovery, active: recovery === null ? null : activeSerial(db, recovery.accountId) }
}

function activeSerial(db: Database, accountId: string): string | null {
  const row = db.get(
    `SELECT serial FROM certificates WHERE account_id = ? AND usage = 'signature' AND status = 'active'`,
    accountId,
  )
  return row === null ? null : text(row, 'serial')
}

function read(db: Database, row: Row): Recovery {
  const id = text(row, 'id')
  const approvals = db.all('SELECT operator FROM recovery_approvals WHERE recovery_id = ? ORDER BY at', id)
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

function find(db: Database, id: string): Recovery | null {
  const row = db.get('SELECT * FROM recoveries WHERE id = ?', id)
  return row === null ? null : read(db, row)
}
