import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { migrate as migratePostgres } from '../../../src/ra/store/postgres/migrate.ts'
import { migrations as postgresMigrations } from '../../../src/ra/store/postgres/migrations.ts'
import { openPostgresStore } from '../../../src/ra/store/postgres/postgres-store.ts'
import { migrate as migrateSqlite } from '../../../src/ra/store/sqlite/migrate.ts'
import { migrations as sqliteMigrations } from '../../../src/ra/store/sqlite/migrations.ts'
import { openSqliteStore } from '../../../src/ra/store/sqlite/sqlite-store.ts'
import type { Store } from '../../../src/ra/store/store.ts'
import { type Cluster, startCluster } from '../../house/postgres.ts'
import { fresh } from './world.ts'

/** A database that somebody reaches without the authority. */
export type Reached = {
  readonly open: () => Promise<Store>
  readonly ask: (...statements: readonly string[]) => Promise<void>
}

export type Databases = {
  readonly make: () => Promise<Reached>
  /** One with the tables from before lines were chained. */
  readonly makeOld: () => Promise<Reached>
  readonly end: () => Promise<void>
}

export async function sqliteDatabases(): Promise<Databases> {
  const folder = mkdtempSync(join(tmpdir(), 'ra-audit-'))
  const at = (file: string): Reached => ({
    open: async () => openSqliteStore(file),
    ask: async (...statements) => {
      // What a store reads in one turn of the event loop is one state of the file.
      await new Promise(setImmediate)
      const db = new DatabaseSync(file, { timeout: 5000 })
      for (const one of statements) db.exec(one)
      db.close()
    },
  })
  return {
    make: async () => at(join(folder, fresh('db'))),
    makeOld: async () => {
      const file = join(folder, fresh('db'))
      const db = new DatabaseSync(file)
      migrateSqlite(db, sqliteMigrations.length - 1)
      db.close()
      return at(file)
    },
    end: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

export async function postgresDatabases(): Promise<Databases> {
  const cluster: Cluster = await startCluster()
  const clients: pg.Client[] = []
  const make = async () => {
    const name = fresh('audit').replace('-', '_')
    const url = await cluster.create(name)
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    clients.push(client)
    return {
      client,
      open: () => openPostgresStore({ url, connections: 4, patience: 60_000 }),
      ask: async (...statements: readonly string[]) => void (await client.query(statements.join('; '))),
    }
  }
  return {
    make,
    makeOld: async () => {
      const made = await make()
      await migratePostgres(made.client, postgresMigrations.length - 1)
      return made
    },
    end: async () => {
      for (const one of clients) await one.end()
      await cluster.end()
    },
  }
}
