import type { Change, Changes } from '../../rules/change.ts'
import type { Query, Sql } from './sql.ts'

/** How each kind of change is written. */
export type Writers<K extends keyof Changes = keyof Changes> = {
  readonly [P in K]: (db: Sql, change: Change<P>) => Query<void>
}
