import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { AssistantError } from '../../shared/errors/index.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { readFileAt, setAside } from '../files/file-reading.ts'

/** How the data folder as a whole is written. It rises when a program from before would read something wrongly. */
export const folderFormat = 1

const name = 'folder.json'
const mostBytes = 4_096

/** These two have to stay in every future form of the file, because programs from before ask for them. */
const mark = z.object({
  format: z.int().min(1),
  version: z
    .string()
    .regex(/^[\w.+-]{1,40}$/)
    .catch('?'),
})
type Mark = z.infer<typeof mark>

type Reading = 'absent' | 'damaged' | Mark

const markOf = (home: string): Reading => {
  const reading = readFileAt(join(home, name), mostBytes)
  if (reading.kind === 'absent') return 'absent'
  try {
    return reading.kind === 'read' ? mark.parse(JSON.parse(reading.bytes.toString())) : 'damaged'
  } catch {
    return 'damaged'
  }
}

/** A program that meets a newer folder must not start. It looks before it makes, locks or writes anything there. */
export const refuseNewerFolder = (home: string): void => {
  const found = markOf(home)
  if (typeof found === 'object' && found.format > folderFormat)
    throw new AssistantError('data-folder-newer', { folder: home, version: found.version })
}

/**
 * Notes the format in a folder that has no number yet, for programs to come. Whoever calls it holds the folder's lock.
 * A number that cannot be written keeps nobody from working.
 */
export const markFolder = (home: string, version: string, log: (line: string) => void): void => {
  // Somebody else may have had the folder between the first look and the lock.
  refuseNewerFolder(home)
  const found = markOf(home)
  if (typeof found === 'object') return
  const path = join(home, name)
  try {
    if (found === 'damaged' && existsSync(path)) setAside(path, new Date())
    writeAtomically(path, `${JSON.stringify({ format: folderFormat, version })}\n`)
  } catch (error) {
    log(`the format of the data folder was not noted: ${String(error)}`)
  }
}
