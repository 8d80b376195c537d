import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CannotStart } from '../../cannot-start.ts'

/** How long a server that is ending may still hold the folder, in milliseconds. */
const LEAVING = 3000

/**
 * Locks a data folder for one server and returns what releases it. It uses SQLite's own lock on an empty file, which
 * the system releases when the process dies, however it dies.
 */
export function lockFolder(dir: string): () => void {
  const db = new DatabaseSync(join(dir, 'server.lock'), { timeout: LEAVING })
  try {
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    if (isBusy(error)) throw new CannotStart(`another server works with ${dir}`)
    throw error
  }
  return () => db.close()
}

/** Another process holds the requested lock. */
export function isBusy(error: unknown): boolean {
  const SQLITE_BUSY = 5
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}
