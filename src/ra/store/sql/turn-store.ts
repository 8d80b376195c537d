import { takeTurn } from '../../rules/turn.ts'
import type { Store } from '../store.ts'
import { number } from './row.ts'
import type { Sql } from './sql.ts'
import { transact } from './transact.ts'

export function turnStore(db: Sql): Pick<Store, 'takeTurn'> {
  return {
    takeTurn: (turn) =>
      transact(db.holding({ of: 'name', id: `turn ${turn.job}` }), function* () {
        const row = yield* db.get('SELECT taken_at FROM turns WHERE job = ?', turn.job)
        return takeTurn({ last: row === null ? null : number(row, 'taken_at') }, turn)
      }),
  }
}
