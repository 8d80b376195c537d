import { countCall } from '../../rules/call.ts'
import type { Store } from '../store.ts'
import { number } from './row.ts'
import type { Sql } from './sql.ts'
import { transact } from './transact.ts'

export function callStore(db: Sql): Pick<Store, 'countCall'> {
  return {
    countCall: async (call) => {
      await transact(db.holding({ of: 'name', id: `calls ${call.name}` }), function* () {
        const row = yield* db.get('SELECT taken_until FROM calls WHERE name = ?', call.name)
        return countCall({ takenUntil: row === null ? null : number(row, 'taken_until') }, call)
      })
    },
  }
}
