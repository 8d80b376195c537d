import { mkdirSync } from 'node:fs'
import { neverCrash } from '../crash-point.ts'
import { type OpenStore, openDatabase } from '../data-folder.ts'
import { postgresAddress } from '../store/postgres/address.ts'
import { openPostgresStore } from '../store/postgres/postgres-store.ts'
import { dataDir, type Flags, Usage } from './arguments.ts'
import { readGiven } from './given-file.ts'

/** The address of the PostgreSQL database that was named; null if none was. */
export function postgresUrlOf(values: Flags): string | null {
  const { database, 'database-file': file } = values
  if (database !== undefined && file !== undefined) throw new Usage('--database and --database-file: which?')
  if (database !== undefined && postgresAddress(database).password !== '')
    throw new Usage(
      'other users of this machine can read the command line: give the password in PGPASSFILE, or the address in --database-file FILE',
    )
  const url = file === undefined ? database : readGiven(file).trim()
  if (url === undefined) return null
  postgresAddress(url)
  return url
}

/** What opens it. */
export function postgresOf(values: Flags): OpenStore | null {
  const url = postgresUrlOf(values)
  return url === null ? null : (reached, trouble) => openPostgresStore({ url, reached, trouble })
}

/** For what works only with the database in the data folder. */
export function refusePostgres(values: Flags, command: string): void {
  if (postgresOf(values) !== null)
    throw new Usage(
      `${command} knows only the database in the data folder; PostgreSQL has pg_dump and pg_restore`,
    )
}

export async function openStore(values: Flags) {
  const postgres = postgresOf(values)
  if (postgres !== null) return postgres(neverCrash, (what) => console.error(what))
  const dir = dataDir(values)
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  return openDatabase(dir)
}
