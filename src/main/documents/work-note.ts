import { rmSync } from 'node:fs'
import { z } from 'zod'
import { writeAtomically } from '../files/atomic-file.ts'
import { smallJsonAt } from '../files/file-reading.ts'
import { removeAllLeftovers } from './file-work/leftovers.ts'

const file = z.readonly(
  z.object({ format: z.literal(1), folders: z.array(z.string()).max(1_000).readonly() }),
)

/** The folders in which a job writes. After a kill the next start knows where halves of results may lie. */
export type WorkNote = {
  keep(folders: readonly string[]): void
  /** Removes what the job that was interrupted left behind. */
  cleanUp(): Promise<void>
}

export const createWorkNote = (path: string, log: (line: string) => void): WorkNote => ({
  keep: (folders) => {
    try {
      if (folders.length === 0) rmSync(path, { force: true })
      else writeAtomically(path, `${JSON.stringify({ format: 1, folders })}\n`)
    } catch (error) {
      // Without the note, the next job in the same folder cleans up.
      log(`the folders of a job were not noted: ${String(error)}`)
    }
  },
  cleanUp: async () => {
    const folders = smallJsonAt(path, file)?.folders ?? []
    await removeAllLeftovers(folders)
    if (folders.length > 0) rmSync(path, { force: true })
  },
})
