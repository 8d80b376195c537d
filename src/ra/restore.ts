import { existsSync, renameSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import { fromBase64 } from '../pki/bytes.ts'
import { parseCertificate, parseCrl, type RevokedEntry } from '../pki/x509/index.ts'
import { readCaKeysFile } from './ca/ca-keys-file.ts'
import { heldSince } from './ca/list-entries.ts'
import { storedReason } from './ca/revocation-reason.ts'
import { CannotStart, cannotStart } from './cannot-start.ts'
import { caKeysFile, databaseFile, fingerprint, publishedIn, takeDataFolder } from './data-folder.ts'
import type { Crl } from './records.ts'
import { copyDatabase } from './store/sqlite/backup.ts'
import { openSqliteStore } from './store/sqlite/sqlite-store.ts'
import type { Store } from './store/store.ts'

export type Restored = {
  /** Where the replaced database is now; null if there was none. */
  readonly before: string | null
  /** Certificates that were valid in the backup but have been revoked or suspended since. */
  readonly revokedAgain: number
}

/**
 * Replaces the database with a backup and keeps the replaced one. What the authority has revoked since the backup
 * stays revoked: its last list lies beside the keys, and the audit trail records everything.
 */
export async function restoreDatabase(dataDir: string, from: string, now: number): Promise<Restored> {
  const unlock = takeDataFolder(dataDir)
  try {
    const issuing = issuingOf(dataDir)
    const published = publishedIn(dataDir, issuing)
    const draft = `${databaseFile(dataDir)}.restored`
    try {
      await copy(from, draft)
      const store = cannotStart(`${from} is no database of an authority`, () => openSqliteStore(draft))
      const revokedAgain = await bringUpToDate(store, from, fingerprint(issuing), published, now).finally(
        () => store.close(),
      )
      return { before: exchange(databaseFile(dataDir), draft, now), revokedAgain }
    } finally {
      for (const end of ['', '-wal', '-shm', '.new']) rmSync(`${draft}${end}`, { force: true })
    }
  } finally {
    unlock()
  }
}

/**
 * The same for a database that something else has put back, such as PostgreSQL's restore to a moment. It may lack
 * whatever came after that moment.
 */
export async function acceptRestored(
  dataDir: string,
  open: () => Promise<Store>,
  now: number,
): Promise<Pick<Restored, 'revokedAgain'>> {
  const unlock = takeDataFolder(dataDir)
  try {
    const issuing = issuingOf(dataDir)
    const published = publishedIn(dataDir, issuing)
    const store = await open()
    try {
      const own = fingerprint(issuing)
      return { revokedAgain: await bringUpToDate(store, 'PostgreSQL', own, published, now) }
    } finally {
      await store.close()
    }
  } finally {
    unlock()
  }
}

async function copy(from: string, to: string): Promise<void> {
  try {
    await copyDatabase(from, to)
  } catch (error) {
    cannotStart(`cannot copy the database ${from}`, () => {
      throw error
    })
  }
}

function issuingOf(dataDir: string): Uint8Array {
  const file = caKeysFile(dataDir)
  const stored = cannotStart(`cannot open ${file}`, () => readCaKeysFile(file))
  if (stored === null) throw new CannotStart(`there is no authority in ${dataDir}: put ${file} back first`)
  return parseCertificate(fromBase64(stored.issuing.certificate)).raw
}

async function bringUpToDate(
  store: Store,
  from: string,
  own: string,
  published: Crl | null,
  now: number,
): Promise<number> {
  if ((await store.meta('authority')) !== own) {
    throw new CannotStart(`${from} is not a backup of the authority in this folder`)
  }
  const latest = await store.latestCrl('issuing')
  const lists = `list ${latest?.number ?? 0} of ${published?.number ?? 0}`
  const revokedAgain = published === null ? 0 : await revokeAgain(store, published, now)
  await store.addAudit({
    at: now,
    actor: 'restore',
    action: 'database restored',
    subject: `${basename(from)}, ${lists}`,
  })
  if (published !== null && published.number > (latest?.number ?? 0)) {
    await store.addCrl({ crl: published, after: latest?.number ?? 0, audit: [] })
  }
  return revokedAgain
}

/** What is on the list but valid in the backup was revoked later. Rows that the backup lacks stay on the list. */
async function revokeAgain(store: Store, published: Crl, now: number): Promise<number> {
  let count = 0
  for (const entry of parseCrl(published.der).revoked.values()) {
    const { serialHex: serial, reason } = entry
    const status = (await store.certificate(serial))?.status
    const stillGood = status === 'active' || (status === 'suspended' && reason !== 'certificateHold')
    if (!stillGood || (await store.reasonToLeaveList(serial, heldSince(entry), now)) !== null) continue
    count += (await repeat(store, entry)).length
  }
  return count
}

function repeat(store: Store, { serialHex: serial, reason, revokedAt }: RevokedEntry) {
  const again = { serial, by: { kind: 'restore' }, now: revokedAt.getTime() } as const
  return reason === 'certificateHold'
    ? store.changeStatus({ ...again, to: 'suspended' })
    : store.changeStatus({ ...again, to: 'revoked', reason: storedReason(reason), note: null })
}

/** The new database replaces the old one, which is kept beside it with all files that SQLite added. */
function exchange(file: string, draft: string, now: number): string | null {
  const before = `${file}.before-${new Date(now).toISOString().replace(/\D/g, '').slice(0, 14)}`
  for (const end of ['', '-wal', '-shm']) {
    if (existsSync(`${file}${end}`)) renameSync(`${file}${end}`, `${before}${end}`)
  }
  renameSync(draft, file)
  return existsSync(before) ? before : null
}
