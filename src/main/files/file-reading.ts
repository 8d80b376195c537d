import { lstatSync, readFileSync, renameSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { z } from 'zod'

export type FileReading =
  | { readonly kind: 'absent' }
  | { readonly kind: 'read'; readonly bytes: Buffer }
  /** A folder, a pipe, a file of another user, or one that is larger than any of ours. */
  | { readonly kind: 'unusable' }

const isThere = (path: string): boolean => {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    return true // the folder may not be looked into
  }
}

/** What is at a path in the data folder, whatever somebody put there. It never throws and never waits. */
export const readFileAt = (path: string, mostBytes: number): FileReading => {
  try {
    const found = statSync(path)
    if (!found.isFile() || found.size > mostBytes) return { kind: 'unusable' }
    return { kind: 'read', bytes: readFileSync(path) }
  } catch {
    return { kind: isThere(path) ? 'unusable' : 'absent' }
  }
}

/** A name beside a file, for a copy of its content at this moment. */
export const nameAside = (path: string, now: Date): string =>
  `${path}.${now.toISOString().replace(/[:.]/g, '-')}.aside`

/** Moves something unusable out of the way. Returns its new name, or null if it cannot be moved. */
export const setAside = (path: string, now: Date): string | null => {
  const aside = nameAside(path, now)
  try {
    renameSync(path, aside)
    return basename(aside)
  } catch {
    return null
  }
}

/** Far above the size of any small file that is read as a whole. */
const mostOfSmall = 16 * 1024 * 1024

/**
 * The text of a small file whose loss costs little; null if there is none. Anything that is not such a file is moved
 * away, because a folder in its place would also block later writes. `damaged` hears its new name.
 */
export const smallFileAt = (path: string, damaged: (file: string) => void = () => {}): string | null => {
  const reading = readFileAt(path, mostOfSmall)
  if (reading.kind === 'unusable') damaged(setAside(path, new Date()) ?? basename(path))
  return reading.kind === 'read' ? reading.bytes.toString() : null
}

/**
 * What a small file holds; null if there is none. A file that holds anything else is set aside, so that the next write
 * does not take it away.
 */
export const smallJsonAt = <T>(
  path: string,
  schema: z.ZodType<T>,
  damaged: (file: string) => void = () => {},
): T | null => {
  const text = smallFileAt(path, damaged)
  if (text === null) return null
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    damaged(setAside(path, new Date()) ?? basename(path))
    return null
  }
}

/** The same, but whatever is there stays there. */
export const jsonAt = <T>(path: string, schema: z.ZodType<T>): T | null => {
  const reading = readFileAt(path, mostOfSmall)
  try {
    return reading.kind === 'read' ? schema.parse(JSON.parse(reading.bytes.toString())) : null
  } catch {
    return null
  }
}
