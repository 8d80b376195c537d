import { execFileSync } from 'node:child_process'
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  statfsSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a full disk has left: pages of 4 KiB, or names for new files. */
export type Left = { readonly of: 'pages' | 'files'; readonly count: number }

/** A real file system of a few megabytes that can be filled and emptied at any moment. */
export type SmallDisk = {
  readonly folder: string
  fill(left: Left): void
  giveBack(): void
  isFull(): boolean
  close(): void
}

const megabytes = 6
const names = 500

const mounted = (folder: string): void => {
  const options = `size=${megabytes}m,nr_inodes=${names},mode=700`
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
}
/** Lazily: a child that is still ending holds nobody up. */
const unmounted = (folder: string): void => {
  execFileSync('umount', ['-l', folder], { stdio: 'ignore' })
}

/** Why this machine lets nobody make one; null where it does. */
export const whyNoSmallDisk = (): string | null => {
  if (process.platform !== 'linux')
    return `a small file system is made with tmpfs, which ${process.platform} has not`
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'))
  try {
    mounted(folder)
    unmounted(folder)
    return null
  } catch (error) {
    return `a small file system cannot be mounted: ${error instanceof Error ? error.message.trim() : String(error)}`
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const noRoom = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOSPC'

const chunk = Buffer.alloc(1 << 20)

/** Takes as many bytes as it may get, whoever else writes at the same time. */
const takeBytes = (path: string, bytes: number): void => {
  const file = openSync(path, 'a')
  try {
    for (let left = bytes; left > 0; ) left -= writeSync(file, chunk, 0, Math.min(left, chunk.length))
  } catch (error) {
    if (!noRoom(error)) throw error
  } finally {
    closeSync(file)
  }
}

const takeNames = (folder: string, count: number): void => {
  try {
    for (let n = 0; n < count; n++) writeFileSync(join(folder, String(n)), '')
  } catch (error) {
    if (!noRoom(error)) throw error
  }
}

export const openSmallDisk = (): SmallDisk => {
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'))
  mounted(folder)
  const ballast = join(folder, 'ballast')
  let full = false
  let isOpen = true
  const giveBack = (): void => {
    rmSync(ballast, { recursive: true, force: true })
    full = false
  }
  const close = (): void => {
    if (!isOpen) return
    isOpen = false
    process.off('exit', close)
    unmounted(folder)
    rmSync(folder, { recursive: true, force: true })
  }
  process.on('exit', close)
  return {
    folder,
    isFull: () => full,
    giveBack,
    fill: ({ of, count }) => {
      if (full) giveBack()
      full = true
      mkdirSync(ballast)
      const { bavail, bsize, ffree } = statfsSync(folder)
      if (of === 'pages') takeBytes(join(ballast, 'bytes'), (bavail - count) * bsize)
      else takeNames(ballast, ffree - count)
    },
    close,
  }
}
