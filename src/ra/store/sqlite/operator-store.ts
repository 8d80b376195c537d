import type { Store } from '../store.ts'
import type { Database } from './database.ts'
import { readOperator } from './read.ts'

type OperatorStore = Pick<Store, 'addOperator' | 'operatorByName'>

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
    operatorByName: async (name) => {
      const row = db.get('SELECT * FROM operators WHERE name = ?', name)
      return row === null ? null : readOperator(row)
    },
  }
}
