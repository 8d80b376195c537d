import { z } from 'zod'
import { type Notified, notified } from '../../shared/models/index.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { smallJsonAt } from '../files/file-reading.ts'

const content = z.object({ format: z.literal(1), entries: z.array(notified) })

/** So many are kept; who looks further back looks into the history of the certificates. */
export const mostNotified = 100

export type NotifiedFile = {
  read(): readonly Notified[]
  write(entries: readonly Notified[]): void
}

/** What was notified. If it cannot be kept, nobody is kept from working: it stays in memory until this run ends. */
export const openNotifiedFile = (path: string, log: (line: string) => void): NotifiedFile => ({
  read: () => smallJsonAt(path, content)?.entries.slice(0, mostNotified) ?? [],
  write: (entries) => {
    try {
      writeAtomically(path, `${JSON.stringify({ format: 1, entries })}\n`)
    } catch {
      log('the notifications could not be kept')
    }
  },
})
