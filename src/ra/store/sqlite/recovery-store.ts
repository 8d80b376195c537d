import { Refusal } from '../../refusal.ts'
import type { Recovery } from '../records.ts'
import type { Store } from '../store.ts'
import { audit } from './audit.ts'
import type { Database, Row } from './database.ts'
import { number, text, word } from './row.ts'

type RecoveryStore = Pick<
  Store,
  'openRecovery' | 'recovery' | 'recoveries' | 'approveRecovery' | 'refuseRecovery' | 'finishRecovery'
>

export function recoveryStore(db: Database): RecoveryStore {
  return {
    openRecovery: (recovery) => db.write(() => open(db, recovery)),
    recovery: async (id) => find(db, id),
    recoveries: async () =>
      db.all('SELECT * FROM recoveries ORDER BY seq DESC LIMIT 100').map((row) => read(db, row)),
    approveRecovery: (id, operator, needed, now) => db.write(() => approve(db, id, operator, needed, now)),
    refuseRecovery: (id, operator, now) =>
      db.write(() => move(db, id, ['waiting', 'approved'], 'refused', operator, now)),
    finishRecovery: (id, operator, now) =>
      db.write(() => move(db, id, ['approved', 'done'], 'done', operator, now)),
  }
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

function known(db: Database, id: string): Recovery {
  const recovery = find(db, id)
  if (recovery === null) throw new Refusal('recovery-unknown')
  return recovery
}

function open(db: Database, r: Omit<Recovery, 'approvals' | 'state'>): Recovery {
  db.run(
    `INSERT INTO recoveries (id, serial, account_id, reason, state, opened_by, opened_at)
     VALUES (?, ?, ?, ?, 'waiting', ?, ?)`,
    r.id,
    r.serial,
    r.accountId,
    r.reason,
    r.openedBy,
    r.openedAt,
  )
  audit(db, r.openedAt, `operator ${r.openedBy}`, 'recovery opened', r.serial)
  return known(db, r.id)
}

/** The one who asked cannot approve, and nobody counts twice. */
function approve(db: Database, id: string, operator: string, needed: number, now: number): Recovery {
  const recovery = known(db, id)
  if (recovery.state !== 'waiting') throw new Refusal('recovery-closed')
  if (recovery.openedBy === operator || recovery.approvals.includes(operator)) {
    throw new Refusal('recovery-same-operator')
  }
  db.run('INSERT INTO recovery_approvals VALUES (?, ?, ?)', id, operator, now)
  if (recovery.approvals.length + 1 >= needed) {
    db.run(`UPDATE recoveries SET state = 'approved' WHERE id = ?`, id)
  }
  audit(db, now, `operator ${operator}`, 'recovery approved', recovery.serial)
  return known(db, id)
}

/** As many operators as must approve before a key is recovered. */
const APPROVALS = 2

function move(
  db: Database,
  id: string,
  from: readonly Recovery['state'][],
  to: 'refused' | 'done',
  operator: string,
  now: number,
): Recovery {
  const recovery = known(db, id)
  if (!from.includes(recovery.state)) {
    if (recovery.state !== 'waiting') throw new Refusal('recovery-closed')
    throw new Refusal('recovery-not-approved', { approvals: recovery.approvals.length, needed: APPROVALS })
  }
  db.run('UPDATE recoveries SET state = ? WHERE id = ?', to, id)
  audit(db, now, `operator ${operator}`, `recovery ${to}`, recovery.serial)
  return known(db, id)
}
