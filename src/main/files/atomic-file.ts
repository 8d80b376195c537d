import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { patientRename, patientRenameSync } from '../../native/patient-rename.ts'
import { AssistantError } from '../../shared/errors/index.ts'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const full: readonly string[] = ['ENOSPC', 'EDQUOT']

/** Whether the system said that there is no room: on the disk, or within what this user may take of it. */
export const isNoRoom = (error: unknown): boolean => full.includes(codeOf(error))

/** The catalogue entry for a file that could not be written. */
export const writeProblem = (error: unknown): AssistantError =>
  new AssistantError(isNoRoom(error) ? 'disk-full' : 'folder-not-writable', {}, error)

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

/** What cannot be removed either must not hide why it could not be written. */
const removeHalf = (path: string): void => {
  try {
    rmSync(path, { force: true })
  } catch {}
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
    patientRenameSync(beside, path)
    syncFolder(dirname(path))
  } catch (error) {
    removeHalf(beside)
    throw writeProblem(error)
  }
}

/** The same for a large file at a place that the person chose, while everything else goes on. */
export const replaceFile = async (path: string, content: Uint8Array): Promise<void> => {
  const beside = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    const handle = await open(beside, 'wx')
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await patientRename(beside, path)
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {})
    throw writeProblem(error)
  }
}
