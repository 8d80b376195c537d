import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeAtomically } from '../files/atomic-file.ts'

/** The system's own key store, where there is one: what it sealed opens only for this user on this machine. */
export type SystemKeyStore = {
  seal(text: string): Uint8Array
  open(sealed: Uint8Array): string
}

/** A secret of this machine that soft certificates are bound to; null where the system has no key store. */
export const machineSecret = (home: string, store: SystemKeyStore | null): Promise<Uint8Array | null> => {
  if (!store) return Promise.resolve(null)
  const path = join(home, 'machine.key')
  if (!existsSync(path)) writeAtomically(path, store.seal(randomBytes(32).toString('base64')))
  return Promise.resolve(new Uint8Array(Buffer.from(store.open(readFileSync(path)), 'base64')))
}
