import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { numbered, types } from '../../src/ra/store/postgres/values.ts'

type Row = Readonly<Record<string, unknown>>

/** The data of an authority, read past it: while nobody writes, or beside the running server. */
export type Ledger = {
  all(sql: string, ...values: readonly string[]): Promise<readonly Row[]>
  /** What is wrong with the database itself. */
  damages(): Promise<readonly string[]>
}

/** A database that is open already. */
export const ledgerOf = (db: DatabaseSync): Ledger => ({
  all: async (sql, ...values) => db.prepare(sql).all(...values),
  damages: async () => {
    const integrity = db.prepare('PRAGMA integrity_check').all()
    const isSound = integrity.length === 1 && integrity[0]?.integrity_check === 'ok'
    const orphans = db.prepare('PRAGMA foreign_key_check').all().length
    return [
      ...(isSound ? [] : ['the database is damaged']),
      ...(orphans === 0 ? [] : ['rows point at nothing']),
    ]
  },
})

/** One that is opened for each look, because the file may be replaced between two. */
export const sqliteLedger = (file: string): Ledger => {
  const looking = async <T>(look: (ledger: Ledger) => Promise<T>): Promise<T> => {
    const db = new DatabaseSync(file)
    try {
      return await look(ledgerOf(db))
    } finally {
      db.close()
    }
  }
  return {
    all: (sql, ...values) => looking((ledger) => ledger.all(sql, ...values)),
    damages: () => looking((ledger) => ledger.damages()),
  }
}

/** PostgreSQL checks references and pages itself. */
export const postgresLedger = (url: string): Ledger => ({
  all: async (sql, ...values) => {
    const client = new pg.Client({ connectionString: url, types })
    await client.connect()
    try {
      return (await client.query<Row>(numbered(sql), [...values])).rows
    } finally {
      await client.end()
    }
  },
  damages: async () => [],
})
