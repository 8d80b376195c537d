import { hash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Authority, openAuthority } from './ca/authority.ts'
import { readText, writeSecretly } from './ca/authority-file.ts'
import { CannotStart, cannotStart } from './cannot-start.ts'
import type { ReachedPoint } from './crash-point.ts'
import { lockFolder } from './store/sqlite/folder-lock.ts'
import { openSqliteStore } from './store/sqlite/sqlite-store.ts'
import type { Store } from './store/store.ts'

/** One server at a time works with a data folder. */
export function openDataFolder(dataDir: string, reached: ReachedPoint) {
  const file = join(dataDir, 'ra.db')
  const unlock = cannotStart(`cannot use the data folder ${dataDir}`, () => {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    return lockFolder(dataDir)
  })
  try {
    return {
      unlock,
      store: cannotStart(`cannot open the database ${file}`, () => openSqliteStore(file, reached)),
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** The authority that this database belongs to; a new one is only founded for a new database. */
export async function openOwnAuthority(
  store: Store,
  { dataDir, passphrase }: { readonly dataDir: string; readonly passphrase?: string },
  name: string,
  now: number,
): Promise<Authority> {
  const file = join(dataDir, 'ca', 'authority.json')
  const known = await store.meta('authority')
  const isNew = !existsSync(file)
  if (known !== null && isNew) {
    throw new CannotStart(`the keys of this authority are missing: put ${file} back from a copy`)
  }
  const secret = passphrase ?? keptPassphrase(join(dataDir, 'ca', 'passphrase'), isNew)
  const authority = cannotStart(`cannot open ${file}`, () => openAuthority(file, secret, name, now))
  const own = hash('sha256', authority.issuing.der)
  if (known === null) await store.putMeta('authority', own)
  else if (known !== own) throw new CannotStart(`the database belongs to another authority than ${file}`)
  return authority
}

function keptPassphrase(file: string, mayMake: boolean): string {
  const kept = readText(file)
  if (kept !== null) return kept.trim()
  if (!mayMake) throw new CannotStart(`the passphrase is missing: put ${file} back from a copy`)
  const made = randomBytes(24).toString('base64url')
  writeSecretly(file, `${made}\n`)
  return made
}
