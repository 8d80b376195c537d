import { constants } from 'node:fs'
import { copyFile, link, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AssistantError } from '../../shared/errors/index.ts'

/** The file as it was before its last change. */
export const previousOf = (file: string): string => `${file}.previous`
const nextOf = (file: string): string => `${file}.next`

const syncFolder = async (folder: string): Promise<void> => {
  // Windows cannot open a folder; NTFS journals a rename by itself.
  if (process.platform === 'win32') return
  const handle = await open(folder, constants.O_RDONLY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const writeDurably = async (file: string, bytes: Uint8Array): Promise<void> => {
  const handle = await open(file, 'w', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

// A second name for the present content; file systems without such names get a copy.
const keepPrevious = async (file: string): Promise<void> => {
  const staged = `${previousOf(file)}.next`
  await rm(staged, { force: true })
  try {
    await link(file, staged)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return
    await copyFile(file, staged)
  }
  await rename(staged, previousOf(file))
}

const codeOf = (error: unknown): 'disk-full' | 'folder-not-writable' | null => {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'disk-full'
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS' ? 'folder-not-writable' : null
}

/**
 * Replaces a file as a whole: killed at any moment, it holds the old or the new content. What it held before is
 * kept beside it.
 */
export const safeWrite = async (file: string, bytes: Uint8Array): Promise<void> => {
  try {
    await writeDurably(nextOf(file), bytes)
    await keepPrevious(file)
    await rename(nextOf(file), file)
    await syncFolder(dirname(file))
  } catch (error) {
    const code = codeOf(error)
    throw code === null ? error : new AssistantError(code, {}, error)
  }
}

/** Removes a file with all that was kept beside it. */
export const safeRemove = async (file: string): Promise<void> => {
  for (const name of [nextOf(file), `${previousOf(file)}.next`, previousOf(file), file]) {
    await rm(name, { force: true })
  }
  await syncFolder(dirname(file))
}
