import { hash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fromHex } from '../pki/bytes.ts'
import { parseCertificate } from '../pki/x509/index.ts'
import { type CaKeys, openCaKeys } from './ca/ca-keys.ts'
import { type CaKeysFile, readCaKeysFile } from './ca/ca-keys-file.ts'
import { publishedListFile, readPublishedList } from './ca/published-list.ts'
import { CannotStart, cannotStart, DataIncomplete } from './cannot-start.ts'
import type { ReachedPoint } from './crash-point.ts'
import { readText, writeSecretly } from './own-file.ts'
import type { Crl } from './records.ts'
import { moved } from './store/copy/side.ts'
import { lockFolder } from './store/sqlite/folder-lock.ts'
import { openSqliteStore } from './store/sqlite/sqlite-store.ts'
import type { Store } from './store/store.ts'

export function databaseFile(dataDir: string): string {
  return join(dataDir, 'ra.db')
}

export function caKeysFile(dataDir: string): string {
  return join(dataDir, 'ca', 'authority.json')
}

/** The public key of the audit log, which stands beside the keys of the CA and not in the database. */
export function auditKeyIn(dataDir: string): Uint8Array {
  const { auditLog } = keysIn(dataDir)
  if (auditLog === undefined) throw new CannotStart('the audit log has no key yet: start the server once')
  return cannotStart(`${caKeysFile(dataDir)} is damaged`, () => fromHex(auditLog.publicKey))
}

/** An authority of an earlier version gets one at its next start. */
export function hasAuditKey(dataDir: string): boolean {
  return keysIn(dataDir).auditLog !== undefined
}

function keysIn(dataDir: string): CaKeysFile {
  const file = caKeysFile(dataDir)
  const stored = cannotStart(`cannot open ${file}`, () => readCaKeysFile(file))
  if (stored === null) throw new CannotStart(`there is no authority in ${dataDir}`)
  return stored
}

/** Reserves the folder for one process. */
export function takeDataFolder(dataDir: string): () => void {
  return cannotStart(`cannot use the data folder ${dataDir}`, () => {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    return lockFolder(dataDir)
  })
}

/** Opens a database that is not in the data folder; `trouble` is told of what goes wrong with it later. */
export type OpenStore = (reached: ReachedPoint, trouble: (what: string) => void) => Promise<Store>

/** Only one server at a time works with a data folder. */
export async function openDataFolder(
  dataDir: string,
  reached: ReachedPoint,
  openStore: () => Promise<Store> = async () => openDatabase(dataDir, reached),
) {
  const unlock = takeDataFolder(dataDir)
  try {
    return { unlock, store: await openStore() }
  } catch (error) {
    unlock()
    throw error
  }
}

/**
 * Opens the database, or makes one if there is none. It never makes one beside an existing authority, because that
 * authority's own database must be somewhere.
 */
export function openDatabase(dataDir: string, reached?: ReachedPoint): Store {
  const file = databaseFile(dataDir)
  if (existsSync(caKeysFile(dataDir)) && isMissing(file)) {
    throw new DataIncomplete(`the database ${file} of this authority is missing: ${wayBack(dataDir)}`)
  }
  try {
    return cannotStart(`cannot open the database ${file}`, () => openSqliteStore(file, reached))
  } catch (error) {
    throw error instanceof CannotStart && isNoDatabase(error.cause)
      ? new DataIncomplete(error.message)
      : error
  }
}

/** Damaged, something else, or a folder; but not a full disk or another user's file. */
function isNoDatabase(error: unknown): boolean {
  const [SQLITE_CORRUPT, SQLITE_NOTADB] = [11, 26]
  if (!(error instanceof Error)) return false
  if ('errcode' in error) return error.errcode === SQLITE_CORRUPT || error.errcode === SQLITE_NOTADB
  return 'code' in error && error.code === 'EISDIR'
}

/** To SQLite an empty file is like no file: the beginning of a new database. */
function isMissing(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false })
  return found === undefined || (found.isFile() && found.size === 0)
}

function wayBack(dataDir: string): string {
  return `put a backup back with "npm run ra -- restore FILE --data ${dataDir}"; without one, move the whole folder away and begin with a new authority`
}

type CaPlace = { readonly dataDir: string; readonly passphrase?: string; readonly openStore?: OpenStore }

/** Checks that this database belongs to this authority. A new authority is founded only for a new database. */
export async function openOwnCaKeys(
  store: Store,
  { dataDir, passphrase, openStore }: CaPlace,
  name: string,
  now: number,
): Promise<CaKeys> {
  const file = caKeysFile(dataDir)
  await refuseMoved(store)
  const known = await store.meta('authority')
  const isNew = !existsSync(file)
  if (known !== null && isNew) {
    throw new DataIncomplete(`the keys of this authority are missing: put ${file} back from a copy`)
  }
  // A first start that died between the keys and the database may continue; a database that never founded an
  // authority may not.
  if (known === null && isNew) await store.putMeta('founding', 'begun')
  else if (known === null && (await store.meta('founding')) === null) {
    throw new DataIncomplete(`the database in ${dataDir} is not that of its authority: ${wayBack(dataDir)}`)
  }
  const secret = passphrase ?? keptPassphrase(join(dataDir, 'ca', 'passphrase'), isNew)
  const ca = cannotStart(`cannot open ${file}`, () => openCaKeys(file, secret, name, now))
  const own = fingerprint(ca.issuing.der)
  if (known === null) await store.putMeta('authority', own)
  else if (known !== own) {
    throw new DataIncomplete(`the database belongs to another authority than ${file}: ${wayBack(dataDir)}`)
  }
  await refuseOlderDatabase(store, publishedIn(dataDir, ca.issuing.der), { dataDir, openStore })
  return ca
}

/** Of two databases with the same certificates only one may go on. */
async function refuseMoved(store: Store): Promise<void> {
  const where = await store.meta(moved)
  if (where !== null)
    throw new DataIncomplete(
      `this database was copied and is out of use (to ${where}); to use it all the same, delete "${moved}" from its table meta`,
    )
}

/** What a database records of the authority to which it belongs. */
export function fingerprint(issuing: Uint8Array): string {
  return hash('sha256', issuing)
}

/** The list that this authority gave out last, as stored beside its keys. */
export function publishedIn(dataDir: string, issuing: Uint8Array): Crl | null {
  const file = publishedListFile(dataDir)
  try {
    return readPublishedList(file, parseCertificate(issuing))
  } catch (error) {
    throw new DataIncomplete(
      `${file} is damaged or not of this authority: put it back from a copy, or move it away`,
      { cause: error },
    )
  }
}

/** A database that does not know the list given out last is an older copy: everything after it would be forgotten. */
async function refuseOlderDatabase(
  store: Store,
  published: Crl | null,
  { dataDir, openStore }: Pick<CaPlace, 'dataDir'> & { readonly openStore: OpenStore | undefined },
): Promise<void> {
  const latest = await store.latestCrl('issuing')
  if (published === null || published.number <= (latest?.number ?? 0)) return
  if (openStore !== undefined) {
    throw new DataIncomplete(
      `the database is older than revocation list ${published.number} of this authority: if PostgreSQL has put it back to an earlier moment, run "npm run ra -- restore --data ${dataDir}" with the flag of the database, and start again`,
    )
  }
  const file = databaseFile(dataDir)
  throw new DataIncomplete(
    `the database ${file} is older than revocation list ${published.number} of this authority: ${wayBack(dataDir)}; to keep this one, give ${file} as FILE`,
  )
}

function keptPassphrase(file: string, mayMake: boolean): string {
  const kept = readText(file)
  if (kept !== null) return kept.trim()
  if (!mayMake) throw new DataIncomplete(`the passphrase is missing: put ${file} back from a copy`)
  const made = randomBytes(24).toString('base64url')
  writeSecretly(file, `${made}\n`)
  return made
}
