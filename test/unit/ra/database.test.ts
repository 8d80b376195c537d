import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Database } from '../../../src/ra/store/sqlite/database.ts'
import { migrate, NewerDatabase } from '../../../src/ra/store/sqlite/migrate.ts'
import { migrations } from '../../../src/ra/store/sqlite/migrations.ts'
import { openSqliteStore } from '../../../src/ra/store/sqlite/sqlite-store.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ra-db-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const schemaOf = (db: DatabaseSync) =>
  db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all()

describe('migration', () => {
  it('reaches the same schema from every earlier version', () => {
    const fresh = new DatabaseSync(':memory:')
    migrate(fresh)
    for (let from = 0; from <= migrations.length; from++) {
      const old = new DatabaseSync(':memory:')
      migrate(old, from)
      migrate(old)
      expect(schemaOf(old)).toEqual(schemaOf(fresh))
      expect(old.prepare('PRAGMA user_version').get()?.user_version).toBe(migrations.length)
    }
  })

  it('refuses a database that a newer program wrote, and leaves it as it is', async () => {
    const file = join(dir, 'a.db')
    const db = new DatabaseSync(file)
    db.exec(`PRAGMA user_version = ${migrations.length + 1}`)
    db.close()
    expect(() => openSqliteStore(file)).toThrow(NewerDatabase)
    const again = new DatabaseSync(file)
    expect(again.prepare('PRAGMA user_version').get()?.user_version).toBe(migrations.length + 1)
    again.close()
  })
})

describe('writing', () => {
  const add = (db: Database, key: string) => db.run('INSERT INTO meta VALUES (?, ?)', key, 'x')

  it('commits what arrives together at once, and takes back only what failed', async () => {
    const db = new Database(join(dir, 'a.db'))
    const outcomes = await Promise.allSettled([
      db.write(() => add(db, 'one')),
      db.write(() => {
        add(db, 'two')
        throw new Error('changed its mind')
      }),
      db.write(() => add(db, 'one')),
      db.write(() => add(db, 'three')),
    ])
    expect(outcomes.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
    expect(db.all('SELECT key FROM meta ORDER BY key').map((row) => row.key)).toEqual(['one', 'three'])
    db.close()
  })

  it('tells nobody of success before the commit', async () => {
    const file = join(dir, 'a.db')
    const db = new Database(file)
    const reader = new DatabaseSync(file)
    const seen = () => reader.prepare('SELECT count(*) AS n FROM meta').get()?.n
    let inside: unknown = null
    await db.write(() => {
      add(db, 'one')
      inside = seen()
    })
    expect(inside).toBe(0)
    expect(seen()).toBe(1)
    reader.close()
    db.close()
  })

  it('fails the whole batch when the commit fails, and works again afterwards', async () => {
    const db = new Database(join(dir, 'a.db'))
    const orphan = () => db.run(`INSERT INTO tokens VALUES ('nobody', 'soft', 'v', 's', NULL, 0)`)
    await expect(db.write(orphan)).rejects.toThrow(/FOREIGN KEY/)
    await db.write(() => add(db, 'one'))
    expect(db.all('SELECT key FROM meta')).toHaveLength(1)
    db.close()
  })

  it('keeps what was queued when it is closed', async () => {
    const file = join(dir, 'a.db')
    const db = new Database(file)
    const writing = db.write(() => add(db, 'one'))
    db.close()
    await writing
    const again = new Database(file)
    expect(again.all('SELECT key FROM meta')).toHaveLength(1)
    again.close()
  })
})

describe('the schema', () => {
  it('does not hold two certificates in force for one subject and usage', async () => {
    const db = new DatabaseSync(':memory:')
    migrate(db)
    db.exec('PRAGMA foreign_keys = OFF')
    const insert = (serial: string, status: string) =>
      db.exec(
        `INSERT INTO certificates (serial, pair_id, account_id, request_id, usage, status, subject_text, token_kind,
           token_vendor, token_serial, not_before, not_after, der)
         VALUES ('${serial}', 'p', 'a', 'r', 'signature', '${status}', '', 'soft', '', '', 0, 0, x'00')`,
      )
    insert('01', 'active')
    insert('02', 'pending')
    insert('03', 'superseded')
    expect(() => insert('04', 'active')).toThrow(/UNIQUE/)
    expect(() => insert('05', 'suspended')).toThrow(/UNIQUE/)
    expect(() => db.exec(`UPDATE certificates SET status = 'active' WHERE serial = '02'`)).toThrow(/UNIQUE/)
    expect(db.prepare('SELECT status, count FROM status_counts ORDER BY status').all()).toMatchObject([
      { status: 'active', count: 1 },
      { status: 'pending', count: 1 },
      { status: 'superseded', count: 1 },
    ])
  })
})
