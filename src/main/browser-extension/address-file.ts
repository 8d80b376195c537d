import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeAtomically } from '../files/atomic-file.ts'
import { smallFileAt } from '../files/file-reading.ts'

/** Where the assistant listens, and the secret that shows that the host may read this user's files. */
const address = z.readonly(
  z.object({ format: z.literal(1), path: z.string(), secret: z.string().length(43) }),
)
export type RelayAddress = z.infer<typeof address>

export const relayFolder = (home: string): string => join(home, 'browser-extension')
const fileIn = (home: string): string => join(relayFolder(home), 'address.json')

export const readAddress = (home: string): RelayAddress | null => {
  try {
    return address.parse(JSON.parse(smallFileAt(fileIn(home)) ?? ''))
  } catch {
    return null
  }
}

export const writeAddress = (home: string, value: RelayAddress): void => {
  mkdirSync(relayFolder(home), { recursive: true, mode: 0o700 })
  writeAtomically(fileIn(home), JSON.stringify(value), 0o600)
}

export const removeAddress = (home: string): void => rmSync(fileIn(home), { force: true })
