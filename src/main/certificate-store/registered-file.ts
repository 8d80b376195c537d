import { z } from 'zod'
import { writeAtomically } from '../files/atomic-file.ts'
import { smallJsonAt } from '../files/file-reading.ts'

const registered = z.readonly(z.object({ sha1: z.string().regex(/^[0-9a-f]{40}$/), nickname: z.string() }))
const file = z.readonly(z.object({ format: z.literal(1), registered: z.array(registered).readonly() }))

export type Registered = z.infer<typeof registered>

/**
 * What this program has put into the system's store. It will never remove anything else: after a damaged file only
 * public certificates without a key stay there.
 */
export const readRegistered = (path: string): readonly Registered[] =>
  smallJsonAt(path, file)?.registered ?? []

export const writeRegistered = (path: string, all: readonly Registered[]): void =>
  writeAtomically(path, `${JSON.stringify({ format: 1, registered: all }, null, 1)}\n`)
