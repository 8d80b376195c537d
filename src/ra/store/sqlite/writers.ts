import type { Change, Changes } from '../../rules/change.ts'
import type { Database } from './database.ts'

/** How each kind of change is written. */
export type Writers<K extends keyof Changes = keyof Changes> = {
  readonly [P in K]: (db: Database, change: Change<P>) => void
}
