import type { ClientBase } from 'pg'
import { CannotStart } from '../../cannot-start.ts'
import { lockIds } from './locks.ts'
import { migrations } from './migrations.ts'

/** Brings the database to the newest version, or to `target`. Processes that start at once do it one after the other. */
export async function migrate(client: ClientBase, target: number = migrations.length): Promise<void> {
  while (await migrateOnce(client, target));
}

/** One migration is one transaction, so none is ever half applied. Returns whether there may be more to do. */
async function migrateOnce(client: ClientBase, target: number): Promise<boolean> {
  await client.query('BEGIN')
  try {
    await client.query('SELECT pg_advisory_xact_lock($1, $2)', [...lockIds.migration])
    const version = await versionOf(client)
    if (version > migrations.length)
      throw new CannotStart(`the database has version ${version}, this program knows ${migrations.length}`)
    const next = migrations[version]
    const isDue = next !== undefined && version < target
    if (isDue) {
      await client.query(next)
      await client.query('UPDATE schema_version SET version = $1', [version + 1])
    }
    await client.query('COMMIT')
    return isDue
  } catch (error) {
    // A connection that is gone has rolled back by itself.
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}

async function versionOf(client: ClientBase): Promise<number> {
  const there = await client.query(`SELECT to_regclass('schema_version') IS NOT NULL AS there`)
  if (there.rows[0]?.there !== true) {
    await client.query('CREATE TABLE schema_version (version bigint NOT NULL)')
    await client.query('INSERT INTO schema_version VALUES (0)')
  }
  const { rows } = await client.query('SELECT version FROM schema_version')
  const version = Number(rows[0]?.version)
  if (rows.length !== 1 || !Number.isSafeInteger(version))
    throw new CannotStart('the database does not say which version it has')
  return version
}
