import { appendFileSync, statSync, truncateSync } from 'node:fs'

/**
 * Puts lines behind a file as a whole or not at all: of a line for which a full disk has room for a part, that part is
 * taken back, because the next line would be read as its rest. Throws the system's error.
 */
export const appendLines = (path: string, lines: string): void => {
  const before = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  try {
    appendFileSync(path, lines, { mode: 0o600 })
  } catch (error) {
    takeBack(path, before)
    throw error
  }
}

const takeBack = (path: string, size: number): void => {
  try {
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > size) truncateSync(path, size)
  } catch {
    // What cannot be cut is no longer there, or no longer ours.
  }
}
