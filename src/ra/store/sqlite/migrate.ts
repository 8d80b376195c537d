import type { DatabaseSync } from 'node:sqlite'
import { migrations } from './migrations.ts'

/** The database was written by a newer version of this program. */
export class NewerDatabase extends Error {
  override readonly name = 'NewerDatabase'
}

/** Brings the database to the newest version, or to `target`. Each migration is one transaction. */
export function migrate(db: DatabaseSync, target: number = migrations.length): void {
  const version = Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0)
  if (version > migrations.length) {
    throw new NewerDatabase(`the database has version ${version}, this program knows ${migrations.length}`)
  }
  for (let next = version + 1; next <= target; next++) {
    db.exec(`BEGIN IMMEDIATE; ${migrations[next - 1] ?? ''}; PRAGMA user_version = ${next}; COMMIT`)
  }
}
