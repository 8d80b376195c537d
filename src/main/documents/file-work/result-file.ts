import { type FileHandle, link, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryName } from './leftovers.ts'
import { systemCode, writeProblem } from './system-errors.ts'

/** A result that is being written beside its place. Nobody sees it under its own name before it is complete. */
export type ResultFile = {
  readonly temporary: string
  write(part: Uint8Array): Promise<void>
  /** Puts it under the first of these names that is free, and never over another file. Returns its path. */
  finish(names: Iterable<string>): Promise<string>
}

const writeAll = async (handle: FileHandle, part: Uint8Array): Promise<void> => {
  for (let at = 0; at < part.length; ) at += (await handle.write(part, at)).bytesWritten
}

/** File systems without hard links (FAT, some network drives). */
const withoutLinks: readonly string[] = [
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EINVAL',
  'EMLINK',
  'EXDEV',
]

/** An empty file of ours keeps the place, and the result takes it. */
const moveOver = async (temporary: string, target: string): Promise<void> => {
  await (await open(target, 'wx')).close()
  try {
    await rename(temporary, target)
  } catch (error) {
    if ((await stat(target).catch(() => null))?.size === 0) await rm(target, { force: true })
    throw error
  }
}

/** Gives the file a name that nobody has. To link refuses a name that is taken, in a race too; to rename does not. */
const publish = async (temporary: string, target: string): Promise<void> => {
  try {
    await link(temporary, target)
  } catch (error) {
    if (!withoutLinks.includes(systemCode(error))) throw error
    return moveOver(temporary, target)
  }
  await rm(temporary, { force: true })
}

/** Under the first of these names that is free. Returns the path. */
export const publishUnder = async (
  temporary: string,
  folder: string,
  names: Iterable<string>,
): Promise<string> => {
  for (const name of names) {
    const target = join(folder, name)
    try {
      await publish(temporary, target)
      return target
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error
    }
  }
  throw new Error('every name for the result is taken')
}

/** The name is on disk only when its folder is. Windows cannot sync a folder; others may not let us. */
const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => {})
  await handle?.close().catch(() => {})
}

/** Writes a result. If the work fails, nothing of it is left. */
export const withResult = async <T>(
  folder: string,
  mode: number,
  work: (result: ResultFile) => Promise<T>,
): Promise<T> => {
  const temporary = join(folder, temporaryName())
  const handle = await open(temporary, 'wx+', mode).catch((error) => {
    throw writeProblem(error)
  })
  let isOpen = true
  const close = async (): Promise<void> => {
    if (isOpen) await handle.close()
    isOpen = false
  }
  const telling = async <R>(step: () => Promise<R>): Promise<R> => {
    try {
      return await step()
    } catch (error) {
      throw writeProblem(error)
    }
  }
  try {
    return await work({
      temporary,
      write: (part) => telling(() => writeAll(handle, part)),
      finish: (names) =>
        telling(async () => {
          await handle.sync()
          await close()
          const path = await publishUnder(temporary, folder, names)
          await syncFolder(folder)
          return path
        }),
    })
  } finally {
    await close().catch(() => {})
    await rm(temporary, { force: true }).catch(() => {})
  }
}
