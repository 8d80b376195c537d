import type { DeviceKey } from '../../records.ts'
import { openOperatorSession, openSession } from '../../rules/session.ts'
import type { Store } from '../store.ts'
import type { Database } from './database.ts'
import { devicesOf } from './find.ts'
import { readAccount, readOperator, readSession } from './read.ts'
import { transact } from './transact.ts'

type SessionStore = Pick<
  Store,
  | 'openSession'
  | 'caller'
  | 'removeSession'
  | 'openOperatorSession'
  | 'operatorBySession'
  | 'removeOperatorSession'
>

export function sessionStore(db: Database): SessionStore {
  const factsOf = (device: DeviceKey | null) => ({
    devices: device === null ? [] : devicesOf(db, device.ownerId),
  })
  return {
    openSession: async (opening) => {
      await transact(db, () => openSession(factsOf(opening.device), opening))
    },
    caller: async (tokenHash) => {
      const row = db.get(
        `SELECT a.*, s.token_hash, s.account_id, s.handler_id, s.scope, s.client_hash, s.expires_at
         FROM sessions s JOIN accounts a ON a.id = s.account_id WHERE s.token_hash = ?`,
        tokenHash,
      )
      return row === null ? null : { session: readSession(row), account: readAccount(row) }
    },
    removeSession: (tokenHash) =>
      db.write(() => void db.run('DELETE FROM sessions WHERE token_hash = ?', tokenHash)),
    openOperatorSession: async (opening) => {
      await transact(db, () => openOperatorSession(factsOf(opening.device), opening))
    },
    operatorBySession: async (tokenHash, now) => {
      const row = db.get(
        `SELECT o.* FROM operator_sessions s JOIN operators o ON o.id = s.operator_id
         WHERE s.token_hash = ? AND s.expires_at > ?`,
        tokenHash,
        now,
      )
      return row === null ? null : readOperator(row)
    },
    removeOperatorSession: (tokenHash) =>
      db.write(() => void db.run('DELETE FROM operator_sessions WHERE token_hash = ?', tokenHash)),
  }
}
