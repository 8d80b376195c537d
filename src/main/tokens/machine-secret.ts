import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeAtomically } from '../files/atomic-file.ts'
import type { SystemKeyStore } from '../shell/shell.ts'

/** A secret of this machine that soft certificates are bound to; null where the system has no key store. */
export const machineSecret = (home: string, store: SystemKeyStore | null): Promise<Uint8Array | null> => {
  if (!store) return Promise.resolve(null)
  const path = join(home, 'machine.key')
  if (!existsSync(path)) writeAtomically(path, store.seal(randomBytes(32).toString('base64')))
  return Promise.resolve(new Uint8Array(Buffer.from(store.open(readFileSync(path)), 'base64')))
}
