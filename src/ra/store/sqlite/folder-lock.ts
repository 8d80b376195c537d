import { closeSync, existsSync, openSync } from 'node:fs'
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
  const file = join(dir, 'server.lock')
  makeFile(file)
  const db = new DatabaseSync(file, { timeout: LEAVING })
  try {
    // Nothing is ever written into it, so it needs no journal beside it, for which there may be no room.
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    if (isBusy(error)) throw new CannotStart(`another server works with ${dir}`)
    throw error
  }
  return () => db.close()
}

/**
 * Makes a file that SQLite would make, for its owner alone, unless it is there. Of a file that it cannot make SQLite
 * only says that it cannot be opened, and a disk without names for new files could not be told from a closed folder.
 * One that is there is left alone: to close it here would end the locks that this process holds on it.
 */
export function makeFile(file: string): void {
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600))
}

/** Another process holds the requested lock. */
export function isBusy(error: unknown): boolean {
  const SQLITE_BUSY = 5
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}
