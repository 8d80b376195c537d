import { lstatSync, readFileSync, renameSync, statSync } from 'node:fs'
import { basename } from 'node:path'

export type FileReading =
  | { readonly kind: 'absent' }
  | { readonly kind: 'read'; readonly bytes: Buffer }
  /** A folder, a pipe, a file of another user, or one larger than any of ours. */
  | { readonly kind: 'unusable' }

const isThere = (path: string): boolean => {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    return true // in a folder that may not be looked into
  }
}

/** What lies at a path in the data folder, whatever somebody put there: it never throws, and never waits. */
export const readFileAt = (path: string, mostBytes: number): FileReading => {
  try {
    const found = statSync(path)
    if (!found.isFile() || found.size > mostBytes) return { kind: 'unusable' }
    return { kind: 'read', bytes: readFileSync(path) }
  } catch {
    return { kind: isThere(path) ? 'unusable' : 'absent' }
  }
}

/** A name beside a file for what it held at this moment. */
export const nameAside = (path: string, now: Date): string =>
  `${path}.${now.toISOString().replace(/[:.]/g, '-')}.aside`

/** Moves out of the way what cannot be used. The name that it has from now on; null where it cannot be moved. */
export const setAside = (path: string, now: Date): string | null => {
  const aside = nameAside(path, now)
  try {
    renameSync(path, aside)
    return basename(aside)
  } catch {
    return null
  }
}
