import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Every user of a machine can read the arguments of every program, so the address with its token never stands there.
 * The browser is given a file that only its owner can read, and that file leads it to the address.
 */
export type Doors = {
  /** Writes the file for an address and its token, and gives its name; null where it cannot be written. */
  open(url: string, token: string): string | null
  /** Takes the file of a token away: it leads nowhere any more. */
  close(token: string): void
  /** Takes all of them away. */
  closeAll(): void
}

/** Where the file of a name lies. */
export const doorFile = (home: string, name: string): string => join(home, 'web', name)

/** The name tells nothing of the token. */
const fileName = (token: string): string =>
  `open-${createHash('sha256').update(token).digest('hex').slice(0, 32)}.html`

export const isDoorName = (name: string): boolean => /^open-[0-9a-f]{32}\.html$/.test(name)

const remove = (file: string): void => {
  try {
    rmSync(file, { force: true })
  } catch {
    // The disk may have become read-only; the token in the file lets nobody in any more.
  }
}

/** Takes away what is ours and nothing else: the data folder may have been chosen badly. */
const clear = (folder: string): void => {
  try {
    for (const name of readdirSync(folder).filter(isDoorName)) remove(join(folder, name))
    rmdirSync(folder)
  } catch {
    // There is no such folder, or something else is in it.
  }
}

const leading = (url: string): string => `<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${url}">
<title>证书助手</title><p><a href="${url}">打开证书助手</a></p>
<p lang="en"><a href="${url}">Open the certificate assistant</a></p></html>
`

export const createDoors = (home: string): Doors => {
  const folder = join(home, 'web')
  // What a killed assistant left behind leads nowhere.
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
