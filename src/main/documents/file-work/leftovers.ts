import { createHash, randomBytes } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { systemCode } from './system-errors.ts'

// A result has a temporary name beside its place until it is complete. The name tells which process of which computer
// writes it, so that what a kill left behind is known from what is still being written.

const computer = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)
const shape = /^\.cert-assistant-([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{16}\.part$/

export const temporaryName = (): string =>
  `.cert-assistant-${computer}-${process.pid}-${randomBytes(8).toString('hex')}.part`

const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return systemCode(error) !== 'ESRCH'
  }
}

const isLeft = (name: string): boolean => {
  const [, of, pid] = shape.exec(name) ?? []
  return of === computer && pid !== undefined && !runs(Number(pid))
}

/** Removes what processes of this computer that have ended left in a folder. What cannot be removed is left. */
export const removeLeftovers = async (folder: string): Promise<void> => {
  const names = await readdir(folder).catch(() => [])
  await Promise.all(
    names.filter(isLeft).map((name) => rm(join(folder, name), { force: true }).catch(() => {})),
  )
}

export const removeAllLeftovers = async (folders: readonly string[]): Promise<void> => {
  await Promise.all(folders.map(removeLeftovers))
}
