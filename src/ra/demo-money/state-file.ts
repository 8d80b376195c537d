import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'

/** One JSON file that is either the old or the new one, whenever the process dies. */
export type StateFile<T> = { readonly read: () => T; readonly write: (state: T) => void }

export function stateFile<T>(file: string, read: (value: unknown) => T, empty: T): StateFile<T> {
  let state = existsSync(file) ? read(JSON.parse(readFileSync(file, 'utf8'))) : empty
  return {
    read: () => state,
    write: (next) => {
      const fresh = `${file}.new`
      const handle = openSync(fresh, 'w', 0o600)
      writeSync(handle, JSON.stringify(next))
      fsyncSync(handle)
      closeSync(handle)
      renameSync(fresh, file)
      state = next
    },
  }
}
