import type { Store } from '../store.ts'
import { readOperator } from './read.ts'
import type { Sql } from './sql.ts'

type OperatorStore = Pick<Store, 'addOperator' | 'operatorByName'>

export function operatorStore(db: Sql): OperatorStore {
  return {
    addOperator: (operator) =>
      db.holding().write(function* () {
        yield* db.run(
          'INSERT INTO operators VALUES (?, ?, ?)',
          operator.id,
          operator.name,
          operator.passwordHash,
        )
      }),
    operatorByName: (name) =>
      db.read(function* () {
        const row = yield* db.get('SELECT * FROM operators WHERE name = ?', name)
        return row === null ? null : readOperator(row)
      }),
  }
}
