import { closeSync, existsSync, openSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AssistantError } from '../../shared/errors/index.ts'
import { isNoRoom } from '../files/atomic-file.ts'
import { removeInstanceRecord } from './instance-record.ts'

export type HomeLock = { release(): void }

const busy = 5
const full = 13
const notADatabase = 26

const codeOf = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode
    : undefined

const attempt = (file: string): HomeLock => {
  // SQLite would not say why it cannot make it. To close one that is there would end this process's own lock on it.
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600))
  const database = new DatabaseSync(file)
  try {
    database.exec('PRAGMA busy_timeout=0; PRAGMA journal_mode=OFF')
    // To lock an empty database SQLite writes to it. One that has a page can be locked on a full disk too.
    if (statSync(file).size === 0) database.exec('PRAGMA user_version=1')
    database.exec('BEGIN EXCLUSIVE')
    // An earlier holder's record no longer names the holder.
    removeInstanceRecord(dirname(file))
    return { release: () => database.close() }
  } catch (error) {
    database.close()
    throw error
  }
}

/**
 * Locks the data folder for this process; null if another living process holds it. The lock is the operating system's,
 * taken through SQLite because that is the one portable way in Node. It ends with its process, so a killed process
 * leaves only a file.
 */
export const lockHome = (home: string): HomeLock | null => {
  const file = join(home, 'instance.lock')
  const lockOrNull = (): HomeLock | null => {
    try {
      return attempt(file)
    } catch (error) {
      if (codeOf(error) === busy) return null
      throw error
    }
  }
  try {
    return lockOrNull()
  } catch (error) {
    if (codeOf(error) === full || isNoRoom(error)) throw new AssistantError('disk-full', {}, error)
    if (codeOf(error) !== notADatabase)
      throw new AssistantError('folder-not-writable', { folder: home }, error)
  }
  rmSync(file, { force: true })
  return lockOrNull()
}
