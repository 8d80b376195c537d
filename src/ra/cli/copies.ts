import { join } from 'node:path'
import { copyFromPostgres, copyToPostgres } from '../copy.ts'
import { hasAuditKey } from '../data-folder.ts'
import { acceptRestored, restoreDatabase } from '../restore.ts'
import { skipOrders } from '../store/postgres/skip-orders.ts'
import { copyDatabase } from '../store/sqlite/backup.ts'
import { dataDir, type Flags, required, Usage } from './arguments.ts'
import { verifyStore } from './audit.ts'
import { openStore, postgresUrlOf } from './database.ts'

export async function backUp(dir: string, file: string): Promise<void> {
  await copyDatabase(join(dir, 'ra.db'), file)
  console.log(`database copied to ${file}; keep it with the folder ${join(dir, 'ca')} and the passphrase`)
}

async function restoreFile(dir: string, file: string): Promise<void> {
  const { before, revokedAgain } = await restoreDatabase(dir, file, Date.now())
  console.log(
    `database put back from ${file}; ${revokedAgain} certificates revoked or suspended since are so again`,
  )
  if (before !== null) console.log(`the database that was there before is ${before}`)
}

/** PostgreSQL has put the database back by its own means. */
async function accept(values: Flags, url: string): Promise<void> {
  const open = () => openStore(values)
  const { revokedAgain } = await acceptRestored(dataDir(values), open, Date.now())
  await skipOrders(url)
  console.log(
    `${revokedAgain} certificates revoked or suspended since the moment of the database are so again`,
  )
}

export async function restore(values: Flags, file: string | undefined): Promise<void> {
  const url = postgresUrlOf(values)
  if (url === null) return restoreFile(dataDir(values), required(file, 'restore FILE --data DIR'))
  if (file !== undefined)
    throw new Usage('PostgreSQL restores its database itself: restore takes no FILE with --database')
  return accept(values, url)
}

export async function copy(values: Flags): Promise<void> {
  const url = required(postgresUrlOf(values) ?? undefined, '--database postgres://USER@HOST/NAME')
  const copied = await (values.back ? copyFromPostgres : copyToPostgres)(dataDir(values), url, Date.now())
  for (const { table, rows, sha256 } of copied) console.log(`${table}: ${rows} rows, SHA-256 ${sha256}`)
  await verifyAfterCopy(values)
  console.log(
    values.back
      ? 'copied; from now on start the server without --database'
      : 'copied; from now on start the server with --database',
  )
}

/** The audit log came over as it was, with what may be wrong with it. */
async function verifyAfterCopy({ database, 'database-file': file, ...values }: Flags): Promise<void> {
  if (!hasAuditKey(dataDir(values)))
    return console.log('the audit log has no key yet: it is chained from the next start on')
  const elsewhere = {
    ...(database === undefined ? {} : { database }),
    ...(file === undefined ? {} : { 'database-file': file }),
  }
  await verifyStore(values.back ? values : { ...values, ...elsewhere })
}
