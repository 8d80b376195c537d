import { chmodSync, constants, lstatSync, mkdirSync, readdirSync, rmSync, type Stats } from 'node:fs'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AssistantError } from '../../shared/errors/index.ts'
import { isNoRoom, writeProblem } from '../files/atomic-file.ts'
import { setAside } from '../files/file-reading.ts'
import { sha256Of } from '../files/hash.ts'

/** Windows has neither owners by number nor these rights; there the data folder itself belongs to the user alone. */
const isOurs = ({ uid }: Stats): boolean => process.getuid === undefined || uid === process.getuid()

/** A folder of this user alone. Anything else in its place, also a link to a folder, is moved out of the way. */
export const openPrivateFolder = (path: string): void => {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false })
    if (found !== undefined && !(found.isDirectory() && isOurs(found))) setAside(path, new Date())
    mkdirSync(path, { recursive: true, mode: 0o700 })
    if (process.platform !== 'win32') chmodSync(path, 0o700)
  } catch (error) {
    throw writeProblem(error)
  }
}

/** Removes everything but the files of these names. */
export const keepOnly = (folder: string, names: readonly string[]): void => {
  for (const name of readdirSync(folder))
    if (!names.includes(name)) rmSync(join(folder, name), { recursive: true, force: true })
}

const { O_RDONLY, O_RDWR, O_CREAT, O_EXCL, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants

/** A plain file of this user that has no other name; null for anything else. No link is followed. */
const openOwn = async (path: string, flags: number): Promise<FileHandle | null> => {
  const handle = await open(path, flags | O_NOFOLLOW | O_NONBLOCK).catch(() => null)
  if (handle === null) return null
  const found = await handle.stat()
  if (found.isFile() && found.nlink === 1 && isOurs(found)) return handle
  await handle.close()
  return null
}

/** The file to go on with, or a new one if there is none that could be trusted to be ours. */
export const openPart = async (path: string): Promise<FileHandle> => {
  const own = await openOwn(path, O_RDWR)
  if (own !== null) return own
  try {
    await rm(path, { recursive: true, force: true })
    return await open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
  } catch (error) {
    throw writeProblem(error)
  }
}

export const hashOf = (handle: FileHandle): Promise<string> =>
  sha256Of(handle.createReadStream({ start: 0, autoClose: false }))

/** Whether the file at a path is the wanted package now. */
export const isPackage = async (
  path: string,
  wanted: { readonly size: number; readonly sha256: string },
): Promise<boolean> => {
  const handle = await openOwn(path, O_RDONLY)
  if (handle === null) return false
  try {
    return (await handle.stat()).size === wanted.size && (await hashOf(handle)) === wanted.sha256
  } finally {
    await handle.close()
  }
}

/** Why bytes of a package could not be written. */
export const packageProblem = (error: unknown, bytes: number): AssistantError =>
  isNoRoom(error)
    ? new AssistantError('update-no-room', { megabytes: Math.ceil(bytes / 1_000_000) }, error)
    : writeProblem(error)
