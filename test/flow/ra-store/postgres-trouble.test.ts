import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CannotStart } from '../../../src/ra/cannot-start.ts'
import { lockIds } from '../../../src/ra/store/postgres/locks.ts'
import { migrations } from '../../../src/ra/store/postgres/migrations.ts'
import { openPostgresStore, type PostgresOptions } from '../../../src/ra/store/postgres/postgres-store.ts'
import type { Store } from '../../../src/ra/store/store.ts'
import { type Cluster, startCluster } from '../../house/postgres.ts'
import { active, fresh, newAccount, now, opening, refusal } from './world.ts'

/** No test judges how fast the machine is. */
const patience = 60_000

let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster()
})
afterAll(() => cluster.end())

/** Work with a store in a database of its own, or in the one given. */
async function withStore<T>(
  work: (store: Store, database: string, troubles: readonly string[]) => Promise<T>,
  more: Partial<PostgresOptions> = {},
): Promise<T> {
  const database = fresh('db').replace('-', '_')
  const troubles: string[] = []
  const url = await cluster.create(database)
  const store = await openPostgresStore({ url, patience, trouble: (what) => troubles.push(what), ...more })
  try {
    return await work(store, database, troubles)
  } finally {
    await store.close()
  }
}

/** Why a store cannot be opened there. */
async function complaint(url: string): Promise<string> {
  const outcome = await openPostgresStore({ url, patience }).then(
    (store) => store.close(),
    (error: unknown) => error,
  )
  if (!(outcome instanceof CannotStart)) throw new Error(`it opened, or said: ${String(outcome)}`)
  expect(outcome.message).not.toContain(cluster.password)
  return outcome.message
}

describe('a PostgreSQL database that is not fit for an authority', () => {
  it('is refused with a wrong password, which nobody reads anywhere', async () => {
    const wrong = cluster.url('postgres').replace(cluster.password, 'not-the-password')
    const said = await complaint(wrong)
    expect(said).toMatch(/^cannot open the database: password authentication failed/)
    expect(said).not.toContain('not-the-password')
  })

  it('is refused if it is not there, or nobody answers', async () => {
    expect(await complaint(cluster.url('nowhere'))).toMatch(/database "nowhere" does not exist/)
    expect(await complaint('postgres://a:b@127.0.0.1:1/a')).toMatch(/ECONNREFUSED/)
    expect(await complaint('mysql://a:b@127.0.0.1:1/a')).toMatch(/^the database is no address like/)
  })

  it('is refused if it cannot hold every character', async () => {
    const url = await cluster.create('latin', `ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`)
    expect(await complaint(url)).toMatch(/encoding LATIN1; it must be UTF8/)
  })

  it('is refused if its commits may be lost', async () => {
    const url = await cluster.create('careless')
    await cluster.ask('ALTER DATABASE careless SET synchronous_commit = off')
    expect(await complaint(url)).toMatch(/synchronous_commit is off/)
  })

  it('is refused if a newer program wrote it, and left as it is', async () => {
    const url = await cluster.create('newer')
    await (await openPostgresStore({ url })).close()
    await cluster.ask('UPDATE schema_version SET version = version + 1', 'newer')
    expect(await complaint(url)).toMatch(/has version \d+, this program knows \d+/)
    const [row] = await cluster.ask('SELECT version FROM schema_version', 'newer')
    expect(Number(row?.version)).toBe(migrations.length + 1)
  })

  it('is made once if several processes start at once', async () => {
    const url = await cluster.create('crowded')
    const stores = await Promise.all(Array.from({ length: 4 }, () => openPostgresStore({ url })))
    await Promise.all(stores.map((store) => newAccount(store)))
    expect(await stores[0]?.countAccounts()).toBe(4)
    await Promise.all(stores.map((store) => store.close()))
  })
})

describe('a PostgreSQL database in trouble', () => {
  it('says that it is busy while it is down, and goes on by itself when it is up', async () => {
    await withStore(async (store, _, troubles) => {
      const account = await newAccount(store)
      await cluster.stop()
      expect((await refusal(store.openRequest(opening(account)))).code).toBe('server-busy')
      expect((await refusal(store.account(account.id))).code).toBe('server-busy')
      await cluster.start()
      expect(await store.account(account.id)).toEqual(account)
      await store.openRequest(opening(account))
      expect(await store.requestsOf(account.id)).toHaveLength(1)
      expect(troubles.length).toBeGreaterThan(0)
      expect(troubles.join()).not.toContain(cluster.password)
    })
  })

  it('keeps what it has acknowledged when it drops everything', async () => {
    await withStore(async (store) => {
      const account = await newAccount(store)
      await active(store, account)
      await cluster.stop('killed')
      await cluster.start()
      const states = (await store.requestsOf(account.id)).map(({ state }) => state)
      expect(states).toEqual(['active'])
    })
  })

  it('loses no acknowledged write and keeps no half one while its connections are cut', async () => {
    await withStore(async (store, database) => {
      const accounts = await Promise.all(Array.from({ length: 30 }, () => newAccount(store)))
      const cut = cutting(database)
      const outcomes = await Promise.allSettled(accounts.map((account) => active(store, account)))
      const cuts = await cut.end()
      const done = outcomes.map(({ status }) => status === 'fulfilled')
      for (const [i, account] of accounts.entries()) {
        const requests = await store.requestsOf(account.id)
        const certificates = await store.certificatesOf(account.id)
        if (done[i]) expect(requests.map(({ state }) => state)).toEqual(['active'])
        expect(certificates.length % 2).toBe(0)
        expect(new Set(certificates.map(({ status }) => status)).size).toBeLessThan(2)
      }
      for (const one of outcomes)
        if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'server-busy' })
      expect(cuts).toBeGreaterThan(0)
    })
  })

  it('still reads while it takes no writes', async () => {
    await withStore(async (store, database) => {
      const account = await newAccount(store)
      await cluster.ask(`ALTER DATABASE ${database} SET default_transaction_read_only = on`)
      await cluster.ask(cutAll(database))
      expect((await refusal(store.openRequest(opening(account)))).code).toBe('server-busy')
      expect(await store.account(account.id)).toEqual(account)
      await cluster.ask(`ALTER DATABASE ${database} SET default_transaction_read_only = off`)
      await cluster.ask(cutAll(database))
      await store.openRequest(opening(account))
    })
  })

  it('takes nothing for kept that no standby has confirmed, also when it is asked again', async () => {
    await withStore(async (store, database) => {
      const account = await newAccount(store)
      const open = () => store.openRequest(asked)
      const asked = opening(account)
      await waitsForStandby('nobody')
      const first = refusal(open())
      await cluster.ask(`SELECT pg_cancel_backend(${await waiting(database)})`)
      expect((await first).code).toBe('server-busy')
      // The server has it now. But nobody may be told so, because the next primary could lack it.
      let isAnswered = false
      const second = open().finally(() => {
        isAnswered = true
      })
      await waiting(database)
      expect(isAnswered).toBe(false)
      await waitsForStandby('')
      await second
      expect(await store.requestsOf(account.id)).toHaveLength(1)
    })
  })

  it('knows that it is the newest once a standby has confirmed it, and not before', async () => {
    await withStore(async (store, database) => {
      await store.assureNewest()
      await waitsForStandby('nobody')
      const first = refusal(store.assureNewest())
      await cluster.ask(`SELECT pg_cancel_backend(${await waiting(database)})`)
      expect((await first).code).toBe('server-busy')
      const second = store.assureNewest()
      await waiting(database)
      await waitsForStandby('')
      await second
    })
  })

  it('knows that a standby is not the newest, and takes no write for kept there', async () => {
    await withStore(async (store) => {
      const account = await newAccount(store)
      await cluster.stop()
      await cluster.start('standby')
      try {
        expect(await store.account(account.id)).toEqual(account)
        expect((await refusal(store.assureNewest())).code).toBe('server-busy')
        expect((await refusal(store.openRequest(opening(account)))).code).toBe('server-busy')
      } finally {
        await cluster.stop()
        await cluster.start()
      }
      await store.assureNewest()
    })
  })

  it('says that it is busy while somebody else holds everything, or every connection', async () => {
    await withStore(
      async (store, database) => {
        const account = await newAccount(store)
        const holder = new pg.Client({ connectionString: cluster.url(database) })
        await holder.connect()
        await holder.query('SELECT pg_advisory_lock($1, $2)', [...lockIds.house])
        const codes = await Promise.all(
          Array.from({ length: 4 }, () => refusal(store.openRequest(opening(account)))),
        )
        expect(new Set(codes.map(({ code }) => code))).toEqual(new Set(['server-busy']))
        await holder.end()
        await store.openRequest(opening(account))
        expect(await store.requestsOf(account.id)).toHaveLength(1)
      },
      { patience: 300, connections: 2 },
    )
  })

  it('takes a text with a NUL, which PostgreSQL cannot store, for one with an unknown sign', async () => {
    await withStore(async (store) => {
      const account = await newAccount(store, { applicantName: '王\0芳' })
      expect((await store.account(account.id))?.applicantName).toBe('王\u{FFFD}芳')
      const found = await store.accounts({ text: '王\0', after: null, limit: 9 })
      expect(found.rows).toHaveLength(1)
    })
  })

  it('takes no text for a part of a statement', async () => {
    await withStore(async (store) => {
      await newAccount(store)
      const text = `'; DROP TABLE accounts; --$1?`
      expect((await store.accounts({ text, after: null, limit: 9 })).rows).toEqual([])
      expect(await store.countAccounts()).toBe(1)
    })
  })

  it('keeps times and sums that need more than 32 bits', async () => {
    await withStore(async (store) => {
      const account = await newAccount(store, { createdAt: now * 2 })
      expect((await store.account(account.id))?.createdAt).toBe(now * 2)
    })
  })
})

/** Lets commits wait for this standby; for none if it is empty. */
async function waitsForStandby(name: string): Promise<void> {
  await cluster.ask(`ALTER SYSTEM SET synchronous_standby_names = '${name}'`)
  await cluster.ask('SELECT pg_reload_conf()')
  for (;;) {
    const [row] = await cluster.ask('SHOW synchronous_standby_names')
    if (row?.synchronous_standby_names === name) return
  }
}

/** The process of the server whose commit waits for a standby. */
async function waiting(database: string): Promise<number> {
  for (;;) {
    const [row] = await cluster.ask(
      `SELECT pid FROM pg_stat_activity WHERE datname = '${database}' AND wait_event = 'SyncRep'`,
    )
    if (row !== undefined) return Number(row.pid)
  }
}

/** Cuts every connection but the one that asks for it. */
function cutAll(database: string): string {
  return `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = '${database}' AND pid <> pg_backend_pid()`
}

/** Cuts the connections to a database again and again. */
function cutting(database: string) {
  let goesOn = true
  let cuts = 0
  const running = (async () => {
    while (goesOn) {
      cuts += (await cluster.ask(cutAll(database))).length
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
  })()
  return {
    end: async () => {
      goesOn = false
      await running
      return cuts
    },
  }
}
