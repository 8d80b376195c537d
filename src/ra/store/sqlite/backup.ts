import { closeSync, openSync, renameSync, statSync } from 'node:fs'
import { backup, DatabaseSync } from 'node:sqlite'
import { CannotStart } from '../../cannot-start.ts'

/**
 * A consistent copy of a database that may be in use; only its owner can read it. It replaces an older copy once it
 * is whole.
 */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const source = placeOf(from)
  if (source === null) throw new CannotStart(`there is no database ${from}`)
  if (placeOf(to) === source) throw new CannotStart(`${to} is the database itself`)
  const draft = `${to}.new`
  closeSync(openSync(draft, 'w', 0o600))
  const db = new DatabaseSync(from, { readOnly: true, timeout: 5000 })
  try {
    await backup(db, draft)
  } finally {
    db.close()
  }
  renameSync(draft, to)
}

function placeOf(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false })
  return found === undefined ? null : `${found.dev} ${found.ino}`
}
