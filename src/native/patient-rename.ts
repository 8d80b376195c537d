import { renameSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

// A scanner or an indexer on Windows opens a new file for a moment, and until it lets go the file cannot be renamed or
// replaced. Other systems never refuse for that reason.

const held: ReadonlySet<string | undefined> = new Set(['EPERM', 'EACCES', 'EBUSY'])
/** In milliseconds; together a little more than two seconds. */
const pauses = [10, 20, 40, 80, 160, 320, 640, 1_000]

const mayPass = (error: unknown): boolean =>
  process.platform === 'win32' && held.has((error as NodeJS.ErrnoException).code)

/** Renames a file, also if another program has it open for a moment. */
export const patientRename = async (from: string, to: string): Promise<void> => {
  for (const milliseconds of pauses) {
    try {
      return await rename(from, to)
    } catch (error) {
      if (!mayPass(error)) throw error
      await pause(milliseconds)
    }
  }
  return rename(from, to)
}

/** The same for who cannot wait in any other way. */
export const patientRenameSync = (from: string, to: string): void => {
  const still = new Int32Array(new SharedArrayBuffer(4))
  for (const milliseconds of pauses) {
    try {
      renameSync(from, to)
      return
    } catch (error) {
      if (!mayPass(error)) throw error
      Atomics.wait(still, 0, 0, milliseconds)
    }
  }
  renameSync(from, to)
}
