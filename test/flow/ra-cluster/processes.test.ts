import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { parseCrl } from '../../../src/pki/index.ts'
import { MINUTE } from '../../../src/ra/clock.ts'
import { foundRa, type RaOptions, type RunningRa, startRa } from '../../../src/ra/server.ts'
import { openPostgresStore } from '../../../src/ra/store/postgres/postgres-store.ts'
import { raErrorOf } from '../../../src/shared/ra-contract/index.ts'
import { type Cluster, startCluster } from '../../house/postgres.ts'
import { captchaAnswer, holderAt, issue, openRequest } from '../ra/holder.ts'
import { fresh } from '../ra-store/world.ts'
import { seeded, withStore } from './authority.ts'

let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster()
})
afterAll(() => cluster.end())

const ends: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

type Several = {
  readonly database: string
  readonly url: string
  readonly log: readonly string[]
  /** One more process. */
  readonly start: (worker: number, more?: Partial<RaOptions>) => Promise<RunningRa>
}

/** What the workers of one authority are made of, in this process, each on a port of its own. */
async function several(connections = 4, patience = 60_000): Promise<Several> {
  const database = fresh('db').replace('-', '_')
  const url = await cluster.create(database)
  const dataDir = mkdtempSync(join(tmpdir(), 'ra-several-'))
  const log: string[] = []
  const options: RaOptions = {
    ...{ dataDir, captchaAnswer, passphrase: 'a passphrase for tests', log: (line) => void log.push(line) },
    openStore: (reached, trouble) => openPostgresStore({ url, reached, trouble, connections, patience }),
  }
  const release = await foundRa(options)
  ends.push(() => {
    release()
    rmSync(dataDir, { recursive: true, force: true })
  })
  const start: Several['start'] = async (worker, more) => {
    const ra = await startRa({ ...options, worker, ...more })
    let isDrained = false
    ends.push(() => (isDrained ? undefined : ra.stop()))
    return {
      ...ra,
      drain: () => {
        isDrained = true
        return ra.drain()
      },
    }
  }
  return { database, url, log, start }
}

const ready = async (ra: RunningRa) => {
  const answer = await fetch(`${ra.url}/ready`)
  return [answer.status, (await answer.json()).why ?? 'ready']
}

describe('two processes whose clocks differ by ten minutes', () => {
  it('agree on captchas, limits and sessions, because the clock of the database counts', async () => {
    const { url, log, start } = await several()
    const early = await start(1, { clock: () => Date.now() - 5 * MINUTE })
    const late = await start(2, { clock: () => Date.now() + 5 * MINUTE })
    expect(Math.abs(early.services.clock() - late.services.clock())).toBeLessThan(5000)
    expect(log.filter((line) => line.includes('the clock of this machine'))).toHaveLength(2)
    const [one] = await withStore(url, (store) => seeded(store, 1))
    const { captchaId } = await holderAt(early.url).client.captcha.create({})
    const form = { userName: one?.account.userName ?? '', applicantName: '王芳', captchaId, captchaAnswer }
    const holder = holderAt(late.url)
    holder.token = (await holder.client.sessions.byName(form)).token
    const same = holderAt(early.url, holder.token)
    expect((await same.client.sessions.current({})).scope).toBe('code')
    const issued = await issue(holderAt(early.url, one?.token ?? null))
    const second = holderAt(late.url, one?.token ?? null)
    expect((await second.client.requests.get({ requestId: issued.request.id })).request.state).toBe('active')
  })
})

describe('two processes that make revocation lists', () => {
  it('never give out a list that lacks what an earlier one named', async () => {
    const { url, start } = await several()
    const all = [await start(1), await start(2)]
    const holders = await withStore(url, (store) => seeded(store, 6))
    const revoked: string[] = []
    const lists = all.map((ra) => ra.services.crl)
    await Promise.all(
      holders.map(async ({ token }, i) => {
        const { client } = holderAt(all[i % 2]?.url ?? '', token)
        const { request } = await issue({ client, token })
        const serial = request.serials?.signature ?? ''
        await client.certificates.revoke({ serial, reason: 'lost' })
        revoked.push(serial)
        const known = [...revoked]
        const made = await Promise.all(lists.map((one) => one.current('issuing')))
        for (const { der } of made) {
          const named = parseCrl(der).revoked
          expect(known.filter((one) => !named.has(one))).toEqual([])
        }
      }),
    )
    const numbers = await withStore(url, (store) => store.latestCrl('issuing'))
    expect(numbers?.entries).toBe(12)
  })
})

describe('a process without its database', () => {
  it('is alive but not ready while others hold every connection, and says so to its clients', async () => {
    const { database, url, start } = await several(1, 300)
    const ra = await start(1)
    const [one] = await withStore(url, (store) => seeded(store, 1))
    const holder = new pg.Client({ connectionString: cluster.url(database) })
    await holder.connect()
    await holder.query('BEGIN; LOCK TABLE sessions IN ACCESS EXCLUSIVE MODE')
    const waiting = Promise.allSettled(
      Array.from({ length: 4 }, () => openRequest(holderAt(ra.url, one?.token ?? null))),
    )
    await expect.poll(() => ready(ra)).toEqual([503, 'database'])
    expect((await fetch(`${ra.url}/alive`)).status).toBe(200)
    await holder.end()
    const refused = (await waiting).flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(refused.map((error) => raErrorOf(error)?.code)).toEqual([
      'server-busy',
      'server-busy',
      'server-busy',
    ])
    await expect.poll(() => ready(ra)).toEqual([200, 'ready'])
    await openRequest(holderAt(ra.url, one?.token ?? null))
  })

  it('is not ready with tables of another version', async () => {
    const { database, start } = await several()
    const ra = await start(1)
    expect(await ready(ra)).toEqual([200, 'ready'])
    await cluster.ask('UPDATE schema_version SET version = version - 1', database)
    expect(await ready(ra)).toEqual([503, 'migration'])
  })

  it('is not ready while it ends, and finishes what it does', async () => {
    const { start } = await several()
    const ra = await start(1)
    const answers: string[] = []
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const ask = (path: string) =>
      new Promise<string>((resolve, reject) => {
        const sent = request(`${ra.url}${path}`, { agent }, (answer) => {
          answer.resume().on('end', () => resolve(`${answer.statusCode} ${answer.headers.connection}`))
        })
        sent.on('error', reject).end()
      })
    answers.push(await ask('/ready'))
    const drained = ra.drain()
    answers.push(await ask('/ready'))
    await drained
    expect(answers).toEqual(['200 keep-alive', '503 close'])
    await expect(ask('/ready')).rejects.toThrow(/ECONNREFUSED/)
  })
})
