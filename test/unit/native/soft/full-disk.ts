import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PAGE = 4096

export type SmallDisk = {
  readonly folder: string
  /** Fills the disk until only this many pages are free. */
  fill(pagesFree: number): void
  empty(): void
  unmount(): void
}

const run = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0

/** A real file system in memory, of 32 pages unless it is told otherwise; null where this user may not mount one. */
export const smallDisk = (pages = 32): SmallDisk | null => {
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'))
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${pages * PAGE}`, 'small-disk', folder)) {
    rmSync(folder, { recursive: true })
    return null
  }
  const filler = join(folder, 'filler')
  const empty = () => rmSync(filler, { force: true })
  return {
    folder,
    empty,
    fill: (pagesFree) => {
      empty()
      const { bavail } = statfsSync(folder)
      writeFileSync(filler, Buffer.alloc(Math.max(bavail - pagesFree, 0) * PAGE))
    },
    unmount: () => {
      run('umount', folder)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
