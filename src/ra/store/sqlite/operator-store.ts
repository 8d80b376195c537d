import type { Operator } from '../../records.ts'
import type { Store } from '../store.ts'
import type { Database, Row } from './database.ts'
import { text } from './row.ts'

type OperatorStore = Pick<
  Store,
  'addOperator' | 'operatorByName' | 'addOperatorSession' | 'operatorBySession' | 'removeOperatorSession'
>

export function operatorStore(db: Database): OperatorStore {
  return {
    addOperator: (operator) =>
      db.write(
        () =>
          void db.run(
            'INSERT INTO operators VALUES (?, ?, ?)',
            operator.id,
            operator.name,
            operator.passwordHash,
          ),
      ),
    operatorByName: async (name) => read(db.get('SELECT * FROM operators WHERE name = ?', name)),
    addOperatorSession: (tokenHash, operatorId, expiresAt) =>
      db.write(
        () => void db.run('INSERT INTO operator_sessions VALUES (?, ?, ?)', tokenHash, operatorId, expiresAt),
      ),
    operatorBySession: async (tokenHash, now) =>
      read(
        db.get(
          `SELECT o.* FROM operator_sessions s JOIN operators o ON o.id = s.operator_id
           WHERE s.token_hash = ? AND s.expires_at > ?`,
          tokenHash,
          now,
        ),
      ),
    removeOperatorSession: (tokenHash) =>
      db.write(() => void db.run('DELETE FROM operator_sessions WHERE token_hash = ?', tokenHash)),
  }
}

function read(row: Row | null): Operator | null {
  if (row === null) return null
  return { id: text(row, 'id'), name: text(row, 'name'), passwordHash: text(row, 'password_hash') }
}
