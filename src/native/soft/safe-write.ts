import { constants } from 'node:fs'
import { copyFile, link, lstat, mkdir, open, readFile, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AssistantError } from '../../shared/errors/index.ts'
import { patientRename } from '../patient-rename.ts'

/** The file as it was before its last change. */
export const previousOf = (file: string): string => `${file}.previous`
const nextOf = (file: string): string => `${file}.next`

const syncFolder = async (folder: string): Promise<void> => {
  // Windows cannot open a folder, but NTFS journals a rename by itself.
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

const isWorthKeeping = async (file: string, isWhole: (bytes: Uint8Array) => boolean): Promise<boolean> => {
  const bytes = await readFile(file).catch(() => null)
  return bytes !== null && isWhole(bytes)
}

// Gives the present content a second name. File systems that cannot do this get a copy.
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
  await patientRename(staged, previousOf(file))
}

const full = new Set(['ENOSPC', 'EDQUOT'])
// EBUSY: on Windows another program has the file for itself alone.
const closed = new Set(['EACCES', 'EPERM', 'EBUSY', 'EROFS', 'ENOTDIR', 'EEXIST'])

/** The entry of the catalogue for what the file system said; null if the file system should never say it. */
export const diskTrouble = (error: unknown): AssistantError | null => {
  const { code = '' } = error as NodeJS.ErrnoException
  if (full.has(code)) return new AssistantError('disk-full', {}, error)
  return closed.has(code) ? new AssistantError('folder-not-writable', {}, error) : null
}

const writing = async (work: () => Promise<unknown>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    // The folder could not be made or is gone.
    const absent = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw diskTrouble(error) ?? (absent ? new AssistantError('folder-not-writable', {}, error) : error)
  }
}

/** Makes a folder that only its owner may read, unless it exists. */
export const makeFolder = (folder: string): Promise<void> =>
  writing(() => mkdir(folder, { recursive: true, mode: 0o700 }))

/** Moves a file into another folder of the same disk; the folder is made if necessary. */
export const moveInto = (folder: string, file: string): Promise<void> =>
  writing(async () => {
    await makeFolder(folder)
    // If the copy stayed behind, it would replace the file that is gone.
    await dropPrevious(file)
    await patientRename(file, join(folder, basename(file)))
  })

/** The folder for files out of use: it lies beside the files in use, and nothing reads it automatically. */
export const retiredOf = (file: string): string => join(dirname(file), 'retired')

/**
 * Saves what a damaged file still holds before a write replaces it. Does nothing if there is no file. It moves whatever
 * stands there: a folder cannot be copied, a pipe may never end, and a copy needs room on the disk.
 */
export const keepAside = async (file: string): Promise<void> => {
  if (!(await lstat(file).catch(() => null))) return
  const name = `${basename(file)}-${new Date().toISOString().replace(/[:.]/g, '-')}.damaged`
  await makeFolder(retiredOf(file))
  await writing(() => patientRename(file, join(retiredOf(file), name)))
}

/** Copies a file under another name into a folder; the folder is made if necessary. */
export const copyInto = (folder: string, file: string, name: string): Promise<void> =>
  writing(async () => {
    await makeFolder(folder)
    await copyFile(file, join(folder, name))
  })

const withoutNext = async (file: string, work: () => Promise<void>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    await rm(nextOf(file), { force: true }).catch(() => undefined)
    throw error
  }
}

/**
 * Replaces a file as a whole: if the process is killed, the file holds the old or the new content. The old content
 * stays beside it. If the old content is not whole, the copy that is already there stays, because it is better.
 */
export const safeWrite = (
  file: string,
  bytes: Uint8Array,
  isWhole: (bytes: Uint8Array) => boolean,
): Promise<void> =>
  writing(() =>
    withoutNext(file, async () => {
      await writeDurably(nextOf(file), bytes)
      if (await isWorthKeeping(file, isWhole)) await keepPrevious(file)
      await patientRename(nextOf(file), file)
      await syncFolder(dirname(file))
    }),
  )

/** The earlier content must not come back, so both its copy and a half-made copy go. */
const dropPrevious = async (file: string): Promise<void> => {
  for (const name of [`${previousOf(file)}.next`, previousOf(file)]) await rm(name, { force: true })
  await syncFolder(dirname(file))
}

/** Makes a separate copy of what the file holds now. Nothing depends on it, because the next write makes one anyway. */
const copyPresent = async (file: string, bytes: Uint8Array): Promise<void> => {
  const staged = `${previousOf(file)}.next`
  try {
    await writeDurably(staged, bytes)
    await patientRename(staged, previousOf(file))
    await syncFolder(dirname(file))
  } catch {
    await rm(staged, { force: true }).catch(() => undefined)
  }
}

/**
 * Replaces a file whose earlier content must not come back, such as an older PIN. If the process is killed, the file
 * holds the old or the new content as a whole, and the copy beside it never holds another PIN than the file. For
 * that, the copy goes before the new content comes, and is made again afterwards.
 */
export const safeRenew = (file: string, bytes: Uint8Array): Promise<void> =>
  writing(async () => {
    await withoutNext(file, async () => {
      await writeDurably(nextOf(file), bytes)
      await dropPrevious(file)
      await patientRename(nextOf(file), file)
      await syncFolder(dirname(file))
    })
    await copyPresent(file, bytes)
  })

/** Removes a file and everything that is kept beside it. */
export const safeRemove = (file: string): Promise<void> =>
  writing(async () => {
    for (const name of [nextOf(file), `${previousOf(file)}.next`, previousOf(file), file]) {
      await rm(name, { force: true })
    }
    await syncFolder(dirname(file))
  })
