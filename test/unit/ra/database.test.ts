import { hash } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { noLongerGood, unfinished } from '../../../src/ra/store/sql/conditions.ts'
import { Database } from '../../../src/ra/store/sqlite/database.ts'
import { migrate, NewerDatabase } from '../../../src/ra/store/sqlite/migrate.ts'
import { migrations } from '../../../src/ra/store/sqlite/migrations.ts'
import { openSqliteStore } from '../../../src/ra/store/sqlite/sqlite-store.ts'
import type { Store } from '../../../src/ra/store/store.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ra-db-'))
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(dir, { recursive: true, force: true })
})

const schemaOf = (db: DatabaseSync) =>
  db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all()

/** What the databases of each version held, kept from the day of its release. */
const rowsOf = (version: number) => readFileSync(new URL(`versions/${version}.sql`, import.meta.url), 'utf8')

/** A released migration must stay as it is, because databases with its number exist. */
const released = [
  '618f4877c5c70c3e35fdb4c13786c94c4cfbec2adeffb162fb0b05c3e9f75407',
  'a60d118cb207a5c12d9281f911d34723b4aa30967c6fbe686319fff9371c10b5',
  'adbcbce592c8ed7fa434bbbebb6a35a1cc39b1b4d779ed6089b49f67de40c8ee',
  'ba59312a63cf9658bf3ad6755bcdf1ad7a35e196b788cb62b2b9fd12973d8342',
  '2befda4c646cfbb7f75eceb19544ab7b5797bcc00aabfda6a1b0d5ea7d6f35d0',
  'dee70d2e793e27825d719dd92144a445f31aba356b778359f8f9618cdac31371',
  '701852fb3b6189e45f2395750705cecdeae78baea1da2a2e34bd392e7e23ca69',
  '8d14b305c7c07288e7d19c435e9bdff1018e7d6642e478212dd4f4fd55553847',
  '49e95e035d162b53ecb935317b5cc8710de324c71c89a363486fe8daaa32b815',
  '01c47a1b99761d6638faca14dbdfb641b4e0b07aed3faaea7d5881ac4baf0cd8',
]

/** The requests in the rows of each version, newest first, as they are named today. */
const businessesOf: Readonly<Record<number, readonly string[]>> = {
  1: ['reissue', 'renew', 'issue'],
  2: ['replacement', 'reissue', 'renew', 'issue'],
  3: ['replacement', 'reissue', 'renew', 'issue'],
  4: ['replacement', 'reissue', 'renew', 'issue'],
  5: ['replacement', 'reissue', 'renew', 'issue'],
  6: ['replacement', 'reissue', 'renew', 'issue'],
  7: ['replacement', 'reissue', 'renew', 'issue'],
  8: ['replacement', 'reissue', 'renew', 'issue'],
  9: ['replacement', 'reissue', 'renew', 'issue'],
}

const earlier = Array.from({ length: migrations.length - 1 }, (_, i) => i + 1)

describe('migration', () => {
  it('reaches the same schema from every earlier version', () => {
    const fresh = new DatabaseSync(':memory:')
    migrate(fresh)
    for (const from of [0, ...earlier, migrations.length]) {
      const old = new DatabaseSync(':memory:')
      migrate(old, from)
      migrate(old)
      expect(schemaOf(old)).toEqual(schemaOf(fresh))
      expect(old.prepare('PRAGMA user_version').get()?.user_version).toBe(migrations.length)
    }
  })

  it('has not changed since its release', () => {
    const digests = migrations.map((sql) => hash('sha256', sql))
    expect(digests).toEqual(released)
  })

  it.each(earlier)('keeps every row of a database of version %i, and the store reads them', async (from) => {
    const file = join(dir, 'old.db')
    const old = new DatabaseSync(file)
    migrate(old, from)
    old.exec(rowsOf(from))
    const before = countsOf(old)
    expect(Object.entries(before).filter(([, rows]) => rows === 0)).toEqual([])
    old.close()
    const store = openSqliteStore(file)
    const after = new DatabaseSync(file)
    // A line says that those before it were written before lines were chained.
    expect(countsOf(after)).toMatchObject({ ...before, audit: Number(before.audit) + 1 })
    expect(after.prepare('PRAGMA integrity_check').get()?.integrity_check).toBe('ok')
    expect(after.prepare('PRAGMA foreign_key_check').all()).toEqual([])
    after.close()
    await readAll(store, businessesOf[from] ?? [])
    await store.close()
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

function countsOf(db: DatabaseSync): Readonly<Record<string, unknown>> {
  const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all()
  return Object.fromEntries(
    tables.map(({ name }) => [name, db.prepare(`SELECT count(*) AS n FROM ${name}`).get()?.n]),
  )
}

const approval = { verdict: 'approved', operatorId: 'operator1', sender: '示例' } as const

/** Works with the old rows the way the authority does. */
async function readAll(store: Store, businesses: readonly string[]): Promise<void> {
  const owner = 'agency-000000000000001'
  const now = 1_800_000_000_000
  const all = { text: '', after: null, limit: 50 }
  expect((await store.caller('session-hash'))?.account.id).toBe(owner)
  const byPhone = await store.caller('session-by-phone')
  if (byPhone !== null) expect(byPhone.session.scope).toBe('identified')
  expect((await store.secretOf('legacy', 'old-demo'))?.ownerId).toBe(owner)
  expect((await store.requestsOf(owner)).map((one) => one.business)).toEqual(businesses)
  expect((await store.certificatesOf(owner)).map((one) => one.status)).toEqual([
    'active',
    'active',
    'superseded',
  ])
  expect(await store.countCertificates()).toMatchObject({ active: 2, superseded: 1 })
  expect(await store.revoked(now)).toHaveLength(1)
  expect((await store.latestCrl('issuing'))?.number).toBe(7)
  const [renewal, replacement] = (await store.orders(all, null)).rows.toReversed()
  expect(renewal).toMatchObject({ totalFen: 20_000, items: [{ kind: 'certificate-service' }] })
  if (replacement !== undefined) expect(replacement.items[0]?.kind).toBe('replacement')
  expect(renewal).toMatchObject({ state: 'paid', receivedFen: 20_000, refundedFen: 0 })
  const waiting = await store.request('request-waiting-000001')
  expect(waiting?.moments.map(({ moment }) => moment)).toEqual(['recorded', 'paid'])
  const handler = waiting?.application?.handler
  if (handler !== undefined) expect(handler.idType).toBe('resident-id')
  expect((await store.messages(all)).rows).toHaveLength(1)
  expect((await store.recoveries())[0]?.approvals).toHaveLength(1)
  expect((await store.unlock('unlock-000000000000001'))?.state).toBe('opened')
  expect(await store.expireRequests(now)).toBe(1)
  expect((await store.review({ ...approval, requestId: 'request-waiting-000001', at: now })).state).toBe(
    'ready',
  )
}

describe('writing', () => {
  const add = (db: Database, key: string) => db.run('INSERT INTO meta VALUES (?, ?)', key, 'x')

  const keys = async (db: Database) =>
    (await db.read(() => db.all('SELECT key FROM meta ORDER BY key'))).map((row) => row.key)

  it('commits together what arrives together, and undoes only what failed', async () => {
    const db = new Database(join(dir, 'a.db'))
    const outcomes = await Promise.allSettled([
      db.write(() => add(db, 'one')),
      db.write(function* () {
        yield* add(db, 'two')
        throw new Error('changed its mind')
      }),
      db.write(() => add(db, 'one')),
      db.write(() => add(db, 'three')),
    ])
    expect(outcomes.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
    expect(await keys(db)).toEqual(['one', 'three'])
    db.close()
  })

  /** How often the file was committed to, as another connection sees it. */
  const commitsOf = async (work: (db: Database) => Promise<unknown>) => {
    const db = new Database(join(dir, 'a.db'))
    const reader = new DatabaseSync(join(dir, 'a.db'))
    const version = () => Number(reader.prepare('PRAGMA data_version').get()?.data_version)
    let [commits, last] = [0, version()]
    const looking = setInterval(() => {
      const now = version()
      if (now !== last) commits++
      last = now
    }, 0)
    await work(db)
    await new Promise((resolve) => setTimeout(resolve, 20))
    clearInterval(looking)
    reader.close()
    db.close()
    return commits
  }

  const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

  it('waits with the commit for what the next turns bring, as long as each brings something', async () => {
    const order: string[] = []
    const commits = await commitsOf(async (db) => {
      const one = async (key: string) => {
        await db.write(() => add(db, key))
        order.push(key)
      }
      const all = [one('first')]
      for (const key of ['second', 'third']) {
        await turn()
        all.push(one(key))
      }
      order.push('none before')
      await Promise.all(all)
    })
    expect(order).toEqual(['none before', 'first', 'second', 'third'])
    expect(commits).toBe(1)
  })

  it('does not wait for ever if every turn brings something', async () => {
    let done = 0
    let before = 0
    await commitsOf(async (db) => {
      const all: Promise<void>[] = []
      for (let i = 0; i < 200; i++) {
        all.push(
          db
            .write(() => add(db, `${i}`))
            .then(() => {
              done++
            }),
        )
        await turn()
        if (done === 0) before++
      }
      await Promise.all(all)
    })
    expect(done).toBe(200)
    expect(before).toBeLessThan(70)
  })

  it('reports success to nobody before the commit', async () => {
    const file = join(dir, 'a.db')
    const db = new Database(file)
    const reader = new DatabaseSync(file)
    const seen = () => reader.prepare('SELECT count(*) AS n FROM meta').get()?.n
    let inside: unknown = null
    await db.write(function* () {
      yield* add(db, 'one')
      inside = seen()
    })
    expect(inside).toBe(0)
    expect(seen()).toBe(1)
    reader.close()
    db.close()
  })

  it('waits for another writer without keeping readers waiting', async () => {
    const file = join(dir, 'a.db')
    const db = new Database(file)
    const other = new DatabaseSync(file)
    other.exec(`BEGIN IMMEDIATE; INSERT INTO meta VALUES ('theirs', 'x')`)
    const writing = db.write(() => add(db, 'ours'))
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(await keys(db)).toEqual([])
    other.exec('COMMIT')
    await writing
    expect(await keys(db)).toEqual(['ours', 'theirs'])
    other.close()
    db.close()
  })

  it('waits as long as ever each time that another writer comes, and also after it gave up once', async () => {
    // Only what measures patience is set by hand; everything else takes its time.
    vi.useFakeTimers({ toFake: ['performance'] })
    const file = join(dir, 'a.db')
    const db = new Database(file)
    const other = new DatabaseSync(file)
    const retried = () => new Promise((resolve) => setTimeout(resolve, 80))
    const blocked = async (key: string, meanwhile: () => void) => {
      other.exec('BEGIN IMMEDIATE')
      const writing = db
        .write(() => add(db, key))
        .then(
          () => 'written',
          ({ code }) => code,
        )
      await retried()
      meanwhile()
      await retried()
      return writing
    }
    const done = () => other.exec('COMMIT')
    const later = () => void vi.advanceTimersByTime(60_000)
    expect(await blocked('one', done)).toBe('written')
    later()
    expect(await blocked('two', done)).toBe('written')
    expect(await blocked('three', later)).toBe('server-busy')
    const late = db.write(() => add(db, 'four'))
    await retried()
    done()
    await late
    later()
    expect(await blocked('five', done)).toBe('written')
    expect(await keys(db)).toEqual(['five', 'four', 'one', 'two'])
    other.close()
    db.close()
  })

  it('survives damage to its file, and tells only those who ask', async () => {
    const file = join(dir, 'a.db')
    const db = new Database(file)
    await db.write(() => db.run(`INSERT INTO meta VALUES ('large', ?)`, 'x'.repeat(200_000)))
    db.close()
    const damaged = new Database(file)
    const size = statSync(file).size
    const handle = openSync(file, 'r+')
    for (let at = 4096; at < size; at += 4096) writeSync(handle, new Uint8Array(4096).fill(255), 0, 4096, at)
    closeSync(handle)
    for (let i = 0; i < 3; i++) {
      await expect(damaged.read(() => damaged.all('SELECT * FROM meta'))).rejects.toThrow(/malformed/)
      await expect(damaged.write(() => add(damaged, 'one'))).rejects.toThrow(/malformed/)
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
    }
    damaged.close()
  })

  it('fails the whole batch when the commit fails, and works again afterwards', async () => {
    const db = new Database(join(dir, 'a.db'))
    const orphan = () => db.run(`INSERT INTO tokens VALUES ('nobody', 'soft', 'v', 's', NULL, 0)`)
    await expect(db.write(orphan)).rejects.toThrow(/FOREIGN KEY/)
    await db.write(() => add(db, 'one'))
    expect(await keys(db)).toHaveLength(1)
    db.close()
  })

  it('keeps what was queued when it is closed', async () => {
    const file = join(dir, 'a.db')
    const db = new Database(file)
    const writing = db.write(() => add(db, 'one'))
    db.close()
    await writing
    const again = new Database(file)
    expect(await keys(again)).toHaveLength(1)
    again.close()
  })
})

describe('the schema', () => {
  it('has an index for each query about unfinished requests and revoked certificates', () => {
    const db = new DatabaseSync(':memory:')
    migrate(db)
    const plan = (sql: string) => db.prepare(`EXPLAIN QUERY PLAN ${sql}`).get()?.detail
    expect(plan(`SELECT * FROM requests WHERE ${unfinished} AND account_id = ?`)).toContain('requests_open')
    expect(plan(`SELECT * FROM requests WHERE ${unfinished} AND expires_at <= ?`)).toContain(
      'requests_unfinished',
    )
    expect(plan(`SELECT * FROM certificates WHERE ${noLongerGood} AND not_after > ?`)).toContain(
      'certificates_revoked',
    )
  })

  it('does not allow two certificates in force for one subject and usage', async () => {
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
