import type { DeviceKey, Session } from '../../records.ts'
import { exchangeSession, openOperatorSession, openSession } from '../../rules/session.ts'
import type { Store } from '../store.ts'
import { devicesOf } from './find.ts'
import { readAccount, readOperator, readSession } from './read.ts'
import type { Query, Sql } from './sql.ts'
import { transact } from './transact.ts'
import { heldDevice } from './tries-store.ts'

type SessionStore = Pick<
  Store,
  | 'openSession'
  | 'exchangeSession'
  | 'caller'
  | 'removeSession'
  | 'openOperatorSession'
  | 'operatorBySession'
  | 'removeOperatorSession'
>

export function sessionStore(db: Sql): SessionStore {
  function* factsOf(device: DeviceKey | null) {
    return { devices: device === null ? [] : yield* devicesOf(db, device.ownerId) }
  }
  return {
    openSession: async (opening) => {
      await transact(db.holding(...heldDevice(opening.device)), function* () {
        return openSession(yield* factsOf(opening.device), opening)
      })
    },
    exchangeSession: async (exchange) => {
      await transact(
        db.holding({ of: 'name', id: `session ${exchange.before}` }, ...heldDevice(exchange.device)),
        function* () {
          const isOpen =
            (yield* db.get('SELECT 1 AS there FROM sessions WHERE token_hash = ?', exchange.before)) !== null
          const facts = {
            ...(yield* factsOf(exchange.device)),
            isOpen,
            mayAct: yield* mayAct(db, exchange.session),
          }
          return exchangeSession(facts, exchange)
        },
      )
    },
    caller: (tokenHash) =>
      db.read(function* () {
        const row = yield* db.get(
          `SELECT a.*, s.token_hash, s.account_id, s.handler_id, s.scope, s.client_hash, s.expires_at
         FROM sessions s JOIN accounts a ON a.id = s.account_id WHERE s.token_hash = ?`,
          tokenHash,
        )
        return row === null ? null : { session: readSession(row), account: readAccount(row) }
      }),
    removeSession: (tokenHash) =>
      db.holding().write(() => db.run('DELETE FROM sessions WHERE token_hash = ?', tokenHash)),
    openOperatorSession: async (opening) => {
      await transact(db.holding(...heldDevice(opening.device)), function* () {
        return openOperatorSession(yield* factsOf(opening.device), opening)
      })
    },
    operatorBySession: (tokenHash, now) =>
      db.read(function* () {
        const row = yield* db.get(
          `SELECT o.* FROM operator_sessions s JOIN operators o ON o.id = s.operator_id
         WHERE s.token_hash = ? AND s.expires_at > ?`,
          tokenHash,
          now,
        )
        return row === null ? null : readOperator(row)
      }),
    removeOperatorSession: (tokenHash) =>
      db.holding().write(() => db.run('DELETE FROM operator_sessions WHERE token_hash = ?', tokenHash)),
  }
}

function* mayAct(db: Sql, { accountId, handlerId }: Session): Query<boolean> {
  if (handlerId === null) return true
  const sql = `SELECT 1 AS there FROM handlers h JOIN accounts a ON a.id = h.account_id
    WHERE h.account_id = ? AND h.person_id = ? AND a.closed = 0`
  return (yield* db.get(sql, accountId, handlerId)) !== null
}
