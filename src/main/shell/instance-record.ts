import { closeSync, constants, fstatSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const instanceRecord = z.object({
  pid: z.int(),
  port: z.int().min(1).max(65_535),
  secret: z.string().min(32),
})

/**
 * Where the running assistant of a data folder answers later starts, and the secret by which they recognise each other.
 */
export type InstanceRecord = z.infer<typeof instanceRecord>

const fileIn = (home: string): string => join(home, 'instance.json')

export const removeInstanceRecord = (home: string): void => {
  try {
    rmSync(fileIn(home), { force: true })
  } catch {
    // Something that cannot be removed (a folder) is not read as a record either.
  }
}

/** A new file each time, because an old one might be readable by others and would keep its permissions. */
export const writeInstanceRecord = (home: string, record: InstanceRecord): void => {
  removeInstanceRecord(home)
  writeFileSync(fileIn(home), JSON.stringify(record), { mode: 0o600, flag: 'wx' })
}

/** On Windows the user's folder keeps others out. */
const isOwnersAlone = (file: number): boolean => {
  const { uid, mode } = fstatSync(file)
  return process.platform === 'win32' || (uid === process.getuid?.() && (mode & 0o077) === 0)
}

/** Throws if there is none, or if anybody but its owner could have written it. */
export const readInstanceRecord = (home: string): InstanceRecord => {
  const file = openSync(fileIn(home), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  try {
    if (!isOwnersAlone(file)) throw new Error('the record of the running assistant is open to others')
    return instanceRecord.parse(JSON.parse(readFileSync(file, 'utf8')))
  } finally {
    closeSync(file)
  }
}
