import { renameSync } from 'node:fs'
import { basename } from 'node:path'
import { readText, writeSecretly } from '../own-file.ts'

/** One JSON file that is either the old or the new one, whenever the process dies. */
export type StateFile<T> = {
  readonly read: () => T
  readonly write: (state: T) => void
  /** The new name of the file that was there before, if it could not be read. */
  readonly aside: string | null
}

export function stateFile<T>(file: string, parse: (value: unknown) => T, empty: T): StateFile<T> {
  const found = opened(file, parse, empty)
  let state = found.state
  return {
    read: () => state,
    write: (next) => {
      writeSecretly(file, JSON.stringify(next))
      state = next
    },
    aside: found.aside,
  }
}

/** A file that cannot be read is moved away and kept, because a program that stops at it would never run again. */
function opened<T>(file: string, parse: (value: unknown) => T, empty: T) {
  try {
    const text = readText(file)
    return { state: text === null ? empty : parse(JSON.parse(text)), aside: null }
  } catch {
    const aside = `${file}.${new Date().toISOString().replace(/[:.]/g, '-')}.aside`
    renameSync(file, aside)
    return { state: empty, aside: basename(aside) }
  }
}
