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
  try {
    const db = lockFile(join(dir, 'server.lock'))
    return () => db.close()
  } catch (error) {
    if (isBusy(error)) throw new CannotStart(`another server works with ${dir}`)
    throw error
  }
}

/** Does work of a moment that only one process at a time may do. */
export function holdingFile<T>(file: string, work: () => T): T {
  const db = lockFile(file)
  try {
    return work()
  } finally {
    db.close()
  }
}

/** The lock ends when this is closed. */
function lockFile(file: string): DatabaseSync {
  makeFile(file)
  const db = new DatabaseSync(file, { timeout: LEAVING })
  try {
    // Nothing is ever written into it, so it needs no journal beside it, for which there may be no room.
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return db
  } catch (error) {
    db.close()
    throw error
  }
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
