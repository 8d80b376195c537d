import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fromBase64, parseCertificate } from '../../../src/pki/index.ts'
import { storedLines } from '../../../src/ra/audit/stored.ts'
import { verifyAudit } from '../../../src/ra/audit/verify.ts'
import { copyFromPostgres, copyToPostgres } from '../../../src/ra/copy.ts'
import { auditKeyIn, openDatabase } from '../../../src/ra/data-folder.ts'
import { startRa } from '../../../src/ra/server.ts'
import { tables } from '../../../src/ra/store/copy/tables.ts'
import { openPostgresStore } from '../../../src/ra/store/postgres/postgres-store.ts'
import type { Store } from '../../../src/ra/store/store.ts'
import { type Cluster, startCluster } from '../../house/postgres.ts'
import { agency, person, startTestRa } from '../ra/authority.ts'
import { captchaAnswer, type Holder, issue, openRequest } from '../ra/holder.ts'

const folders: string[] = []
const folder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'ra-copy-'))
  folders.push(dir)
  return dir
}

/** A row of made-up values for a table in which the authority had nothing to write yet. */
const fill = (db: DatabaseSync, table: string): void => {
  const columns = db.prepare('SELECT name, type FROM pragma_table_info(?)').all(table)
  const references = db.prepare('SELECT "from", "table", "to" FROM pragma_foreign_key_list(?)').all(table)
  const valueFor = (name: string, type: string) => {
    const reference = references.find(({ from }) => from === name)
    if (reference)
      return db.prepare(`SELECT ${reference.to} AS value FROM ${reference.table} LIMIT 1`).get()?.value
    if (type === 'INTEGER') return 1
    if (type === 'BLOB') return Uint8Array.of(0, 255, 39, 92)
    if (table === 'orders' && name === 'number') return '01202601010000009'
    return name === 'direction' ? 'in' : `${table}.${name} – ‘\\x00’, 㐂𠀋\0end`
  }
  const values = columns.map(({ name, type }) => valueFor(String(name), String(type)) ?? null)
  db.prepare(`INSERT INTO ${table} VALUES (${values.map(() => '?').join(', ')})`).run(...values)
}

/** A folder of an authority that has issued, in which no table is empty. */
const life = { dataDir: '', person: '', agency: '' }
let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster()
  const test = await startTestRa()
  for (const [who, holder] of [
    ['person', await person(test.ra.url)],
    ['agency', await agency(test.ra.url)],
  ] as const) {
    const { collected } = await issue(holder)
    life[who] = parseCertificate(fromBase64(collected.signatureCertificate)).serialHex
  }
  await test.ra.stop()
  life.dataDir = folder()
  cpSync(test.dataDir, life.dataDir, { recursive: true })
  rmSync(test.dataDir, { recursive: true })
  const db = new DatabaseSync(join(life.dataDir, 'ra.db'))
  for (const { name } of tables) if (!db.prepare(`SELECT 1 FROM ${name}`).get()) fill(db, name)
  db.close()
})
afterAll(async () => {
  await cluster.end()
  for (const dir of folders) rmSync(dir, { recursive: true, force: true })
})

let dataDir = ''
let url = ''
let count = 0
beforeEach(async () => {
  dataDir = folder()
  cpSync(life.dataDir, dataDir, { recursive: true })
  count += 1
  url = await cluster.create(`copy${count}`)
})
const file = () => join(dataDir, 'ra.db')

/** What both databases hold, read without the code that copies. */
const inFile = (place: string, table: string): readonly unknown[] => {
  const db = new DatabaseSync(place, { readOnly: true })
  try {
    return db.prepare(`SELECT * FROM ${table}`).all().map(plain).toSorted()
  } finally {
    db.close()
  }
}
const inPostgres = async (table: string): Promise<readonly unknown[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(`SELECT * FROM ${table}`)).rows.map(plain).toSorted()
  } finally {
    await client.end()
  }
}
const plain = (row: object): string =>
  JSON.stringify(
    Object.entries(row)
      .filter(([name]) => name !== 'rowid')
      .map(([name, value]) => [
        name,
        value instanceof Uint8Array ? Buffer.from(value).toString('hex') : textOf(value),
      ])
      .toSorted(),
  )
/** PostgreSQL stores no NUL in a text. */
const textOf = (value: unknown) => (value === null ? null : String(value).replaceAll('\0', '\u{FFFD}'))

const serveFrom = async (more: object) =>
  startRa({ dataDir, embedded: true, captchaAnswer, unlimited: true, ...more })
/** Draws a number, as each opening does, and opens one that costs money. */
const replace = async (holder: Holder, previousSerial: string): Promise<void> => {
  await expect(openRequest(holder, { business: 'replacement', previousSerial: '00' })).rejects.toThrow()
  const application = { agreementAccepted: true, lossReason: 'lost' } as const
  await openRequest(holder, { business: 'replacement', previousSerial, serial: 'SOFT-0002', application })
}
const onPostgres = { openStore: async () => openPostgresStore({ url }) }
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'it went well',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )

describe('an authority that moves to PostgreSQL and back', { timeout: 120_000 }, () => {
  it('takes every row of every table with it', async () => {
    const copied = await copyToPostgres(dataDir, url, Date.now())
    const db = new DatabaseSync(file(), { readOnly: true })
    const names = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all()
    db.close()
    expect(copied.map(({ table }) => table).toSorted()).toEqual(
      names
        .map(({ name }) => name)
        .filter((name) => name !== 'status_counts')
        .toSorted(),
    )
    for (const { table, rows } of copied) {
      const before = inFile(join(life.dataDir, 'ra.db'), table)
      expect(rows).toBe(before.length)
      expect(rows).toBeGreaterThan(0)
      expect(await inPostgres(table)).toEqual(before)
    }
  })

  it('goes on issuing there, and gives no order number twice after it came back', async () => {
    await copyToPostgres(dataDir, url, Date.now())
    const there = await serveFrom(onPostgres)
    await replace(await person(there.url), life.person)
    await there.stop()
    const [{ number: last = '' } = {}] = await cluster.ask(
      'SELECT max(number) AS number FROM orders',
      `copy${count}`,
    )
    rmSync(file())
    await copyFromPostgres(dataDir, url, Date.now())
    const back = await serveFrom({})
    await replace(await agency(back.url), life.agency)
    await back.stop()
    const db = new DatabaseSync(file(), { readOnly: true })
    const numbers = db.prepare('SELECT number FROM orders ORDER BY seq').all()
    db.close()
    expect(numbers).toHaveLength(3)
    expect(String(numbers[2]?.number) > String(last)).toBe(true)
  })

  it('keeps the chain of its audit log, there and back', async () => {
    const judged = async (store: Store) => {
      const expected = { publicKey: auditKeyIn(dataDir), head: null }
      const { lines, head, faults } = await verifyAudit(storedLines(store), expected)
      await store.close()
      return { lines, head, faults }
    }
    const before = await judged(openDatabase(dataDir))
    expect([before.lines > 1, before.faults]).toEqual([true, []])
    await copyToPostgres(dataDir, url, Date.now())
    expect(await judged(await openPostgresStore({ url }))).toEqual(before)
    rmSync(file())
    await copyFromPostgres(dataDir, url, Date.now())
    expect(await judged(openDatabase(dataDir))).toEqual(before)
  })

  it('does not go on with the database that it left', async () => {
    await copyToPostgres(dataDir, url, Date.now())
    expect(await failure(serveFrom({}))).toMatch(
      /^this database was copied and is out of use \(to PostgreSQL, /,
    )
    rmSync(file())
    await copyFromPostgres(dataDir, url, Date.now())
    expect(await failure(serveFrom(onPostgres))).toMatch(/out of use \(to the data folder, /)
  })
})

describe('the copy refuses', { timeout: 120_000 }, () => {
  it('a database that is not empty, and leaves it as it was', async () => {
    await copyToPostgres(dataDir, url, Date.now())
    const before = await inPostgres('audit')
    const other = folder()
    cpSync(life.dataDir, other, { recursive: true })
    expect(await failure(copyToPostgres(other, url, Date.now()))).toBe(
      'the database is not empty: it has meta',
    )
    expect(await inPostgres('audit')).toEqual(before)
  })

  it('to write over a database in the data folder', async () => {
    expect(await failure(copyFromPostgres(dataDir, url, Date.now()))).toContain('move it away first')
  })

  it('to work beside a running server', async () => {
    const ra = await serveFrom({})
    expect(await failure(copyToPostgres(dataDir, url, Date.now()))).toContain('another server works with')
    await ra.stop()
  })

  it('tables of others', async () => {
    await openPostgresStore({ url }).then((store) => store.close())
    await cluster.ask('CREATE TABLE guests (name text)', `copy${count}`)
    expect(await failure(copyToPostgres(dataDir, url, Date.now()))).toBe('there are tables of others: guests')
  })
})

describe('a copy that breaks in the middle', { timeout: 120_000 }, () => {
  it('leaves PostgreSQL empty and the file in use', async () => {
    await openPostgresStore({ url }).then((store) => store.close())
    await cluster.ask('ALTER TABLE unsent ADD CHECK (false)', `copy${count}`)
    expect(await failure(copyToPostgres(dataDir, url, Date.now()))).toContain('violates check constraint')
    expect(await inPostgres('accounts')).toEqual([])
    await (await serveFrom({})).stop()
  })

  it('leaves no file, and PostgreSQL in use', async () => {
    await copyToPostgres(dataDir, url, Date.now())
    rmSync(file())
    await cluster.ask('ALTER TABLE unsent ADD COLUMN later text', `copy${count}`)
    expect(await failure(copyFromPostgres(dataDir, url, Date.now()))).not.toBe('it went well')
    expect(readdirSync(dataDir).filter((name) => name.startsWith('ra.db'))).toEqual([])
    expect(existsSync(file())).toBe(false)
    await (await serveFrom(onPostgres)).stop()
  })
})
