import { existsSync, readFileSync, renameSync } from 'node:fs'
import { writeAtomically } from '../files/atomic-file.ts'
import { emptyMemory, type ReminderMemory, reminderMemory } from './memory.ts'

/** What was remembered; a file that cannot be read is set aside: the keys will be seen again. */
export const readReminders = (path: string, log: (line: string) => void): ReminderMemory => {
  if (!existsSync(path)) return emptyMemory
  try {
    return reminderMemory.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    renameSync(path, `${path}.aside`)
    log(`${path} could not be read and was set aside`)
    return emptyMemory
  }
}

export const writeReminders = (path: string, memory: ReminderMemory): void =>
  writeAtomically(path, `${JSON.stringify(memory, null, 1)}\n`)
