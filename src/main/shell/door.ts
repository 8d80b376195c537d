import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Every user of a machine can read the arguments of every program, so the address with its token is never an argument.
 * The browser gets a file that only its owner can read, and the file leads it to the address.
 */
export type Doors = {
  /** Writes the file for an address with its token and returns the file's name; null if it cannot be written. */
  open(url: string, token: string): string | null
  /** Removes the file of a token. It leads nowhere any more. */
  close(token: string): void
  /** Removes all of them. */
  closeAll(): void
}

/** The path of the file with this name. */
export const doorFile = (home: string, name: string): string => join(home, 'web', name)

/** The name reveals nothing about the token. */
const fileName = (token: string): string =>
  `open-${createHash('sha256').update(token).digest('hex').slice(0, 32)}.html`

export const isDoorName = (name: string): boolean => /^open-[0-9a-f]{32}\.html$/.test(name)

const remove = (file: string): void => {
  try {
    rmSync(file, { force: true })
  } catch {
    // The disk may have become read-only. The token in the file lets nobody in any more.
  }
}

/** Removes only what is ours, because somebody may have chosen an odd data folder. */
const clear = (folder: string): void => {
  try {
    for (const name of readdirSync(folder).filter(isDoorName)) remove(join(folder, name))
    rmdirSync(folder)
  } catch {
    // There is no such folder, or it contains something else.
  }
}

const leading = (url: string): string => `<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${url}">
<title>证书助手</title><p><a href="${url}">打开证书助手</a></p>
<p lang="en"><a href="${url}">Open the certificate assistant</a></p></html>
`

export const createDoors = (home: string): Doors => {
  const folder = join(home, 'web')
  // Files that a killed assistant left lead nowhere.
  clear(folder)
  return {
    open: (url, token) => {
      const name = fileName(token)
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        chmodSync(folder, 0o700)
        writeFileSync(doorFile(home, name), leading(url), { mode: 0o600, flag: 'wx' })
        return name
      } catch {
        return null
      }
    },
    close: (token) => remove(doorFile(home, fileName(token))),
    closeAll: () => clear(folder),
  }
}
