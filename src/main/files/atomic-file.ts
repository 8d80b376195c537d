import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { AssistantError } from '../../shared/errors/index.ts'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** The catalogue entry for a file that could not be written. */
export const writeProblem = (error: unknown): AssistantError =>
  new AssistantError(codeOf(error) === 'ENOSPC' ? 'disk-full' : 'folder-not-writable', {}, error)

/** A rename is safe only when its folder is on disk too. Windows cannot sync a folder. */
const syncFolder = (folder: string): void => {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** After it returns, the file holds the new content. After a kill before that, it still holds the old one. */
export const writeAtomically = (path: string, content: string | Uint8Array, mode = 0o600): void => {
  const beside = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    const handle = openSync(beside, 'wx', mode)
    try {
      writeFileSync(handle, content)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(beside, path)
    syncFolder(dirname(path))
  } catch (error) {
    rmSync(beside, { force: true })
    throw writeProblem(error)
  }
}
