import { writeAtomically } from '../files/atomic-file.ts'
import { readFileAt, setAside } from '../files/file-reading.ts'
import { emptyMemory, type ReminderMemory, reminderMemory } from './memory.ts'

const mostBytes = 16 * 1024 * 1024

/** What was remembered. A file that cannot be read is set aside, because the keys will be seen again. */
export const readReminders = (path: string, log: (line: string) => void): ReminderMemory => {
  const reading = readFileAt(path, mostBytes)
  if (reading.kind === 'absent') return emptyMemory
  try {
    if (reading.kind === 'read') return reminderMemory.parse(JSON.parse(reading.bytes.toString()))
  } catch {
    // Treated like a file that cannot be read at all.
  }
  const aside = setAside(path, new Date())
  log(`${path} could not be read and ${aside === null ? 'could not be moved' : `is ${aside} now`}`)
  return emptyMemory
}

export const writeReminders = (path: string, memory: ReminderMemory): void =>
  writeAtomically(path, `${JSON.stringify(memory, null, 1)}\n`)
