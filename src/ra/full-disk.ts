import { Refusal } from './refusal.ts'

const SQLITE_FULL = 13
/** The memory that readers and writers share cannot grow; it is a file, too. */
const SQLITE_IOERR_SHMSIZE = 4874
const fullOfSqlite: readonly unknown[] = [SQLITE_FULL, SQLITE_IOERR_SHMSIZE]
const full = new Set(['ENOSPC', 'EDQUOT'])

/** Whether a disk without room is behind an error, however it was wrapped on its way. */
export function isFullDisk(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('errcode' in error && fullOfSqlite.includes(error.errcode)) return true
  if ('code' in error && typeof error.code === 'string' && full.has(error.code)) return true
  return isFullDisk(error.cause)
}

/** What a fault of ours is to the client: only a full disk is told apart, because somebody can make room. */
export function faultRefusal(error: unknown): Refusal {
  return new Refusal(isFullDisk(error) ? 'storage-full' : 'server-fault')
}
