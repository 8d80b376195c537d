import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hashPassword } from '../../../src/ra/accounts/password.ts'
import { type Cluster, startCluster } from '../../house/postgres.ts'
import { captchaAnswer } from '../ra/holder.ts'
import { newAccount } from '../ra-store/world.ts'
import { Authority, type Seeded, saidBy, seeded, withStore } from './authority.ts'
import { Line, linesToAll, type Said } from './line.ts'
import { damages, startLoad } from './load.ts'

const WORKERS = 3
/** An authority is four processes, which start slowly on a machine that has too much to do. */
const starting = 300_000

let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster()
})
afterAll(() => cluster.end())

describe('three processes of one authority', () => {
  let authority: Authority
  let lines: readonly Line[] = []
  const password = 'Several-2026'
  const phone = '13800000001'
  beforeAll(async () => {
    const database = await cluster.create('together')
    authority = await Authority.start(database, WORKERS)
    const passwordHash = await hashPassword(password)
    await withStore(database, (store) => newAccount(store, { phone, passwordHash, createdAt: Date.now() }))
    lines = await linesToAll(authority.url, WORKERS)
  }, starting)
  afterAll(async () => {
    for (const line of lines) line.close()
    await authority.end()
  })
  const [first, second, third] = [0, 1, 2].map((i) => ({
    ask: (...args: Parameters<Line['ask']>): Promise<Said> => {
      const line = lines[i]
      if (line === undefined) throw new Error('no line')
      return line.ask(...args)
    },
  })) as [Pick<Line, 'ask'>, Pick<Line, 'ask'>, Pick<Line, 'ask'>]

  it('know the captchas, sessions and tries of each other', async () => {
    const { body: captcha } = await first.ask('POST', '/ra/v1/captchas', {})
    const form = { loginKind: 'phone', login: phone, password, captchaAnswer, captchaId: captcha.captchaId }
    const opened = await second.ask('POST', '/ra/v1/sessions/by-password', form)
    expect(opened.status).toBe(200)
    expect((await third.ask('POST', '/ra/v1/sessions/by-password', form)).body.data).toMatchObject({
      code: 'captcha-stale',
    })
    const token = String(opened.body.token)
    expect((await third.ask('GET', '/ra/v1/requests', undefined, token)).status).toBe(200)
    await first.ask('DELETE', '/ra/v1/sessions/current', undefined, token)
    expect((await second.ask('GET', '/ra/v1/requests', undefined, token)).status).toBe(401)
  })

  it('count calls together', async () => {
    const start = performance.now()
    const answers: Said[] = []
    for (let i = 0; i < 25; i++) {
      for (const line of [first, second, third]) answers.push(await line.ask('POST', '/ra/v1/captchas', {}))
    }
    const passed = answers.filter(({ status }) => status === 200).length
    // One was taken before; each second gives one back.
    const most = 60 + Math.ceil((performance.now() - start) / 1000) + 1
    expect(passed).toBeGreaterThan(50)
    expect(passed).toBeLessThanOrEqual(most)
    expect(answers.at(-1)?.body.data).toMatchObject({ code: 'too-many-requests' })
  })

  it('say which of them answers, and that they are ready', async () => {
    for (const line of [first, second, third]) {
      const { body } = await line.ask('GET', '/alive')
      expect(body).toMatchObject({ alive: true })
      expect(await line.ask('GET', '/ready')).toEqual({
        status: 200,
        body: { ready: true, worker: body.worker },
      })
    }
  })
})

describe('three processes under load', () => {
  let authority: Authority
  let database: string
  let holders: readonly Seeded[]
  let count = 0
  beforeAll(async () => {
    database = await cluster.create('loaded')
    authority = await Authority.start(database, WORKERS)
  }, starting)
  afterAll(() => authority.end())
  let running: ReturnType<typeof startLoad>
  beforeEach(async () => {
    holders = await withStore(database, (store) => seeded(store, 6))
    running = startLoad(authority.url, holders)
    count = await more(0)
  })
  afterEach(async () => {
    const load = await running.end()
    expect(await damages(database, load)).toEqual([])
  })
  /** Waits until some more issuances than these are done. */
  const more = async (than: number): Promise<number> => {
    await expect.poll(() => running.load.acknowledged.length, { timeout: starting }).toBeGreaterThan(than + 4)
    return running.load.acknowledged.length
  }

  it(
    'lose no issuance and make none twice when one of them is killed, and are three again',
    async () => {
      const before = authority.pid(2)
      process.kill(before, 'SIGKILL')
      await more(count)
      await expect.poll(() => authority.pid(2), { timeout: starting }).not.toBe(before)
      expect(authority.log.join('\n')).toContain('worker 2 ended (SIGKILL)')
      for (const line of await linesToAll(authority.url, WORKERS)) line.close()
    },
    starting,
  )

  it(
    'are replaced one after another on SIGHUP, without one failed request',
    async () => {
      const before = [1, 2, 3].map((place) => authority.pid(place))
      authority.signal('SIGHUP')
      await expect
        .poll(() => authority.log.join('\n'), { timeout: starting })
        .toContain(`all ${WORKERS} workers are new`)
      await more(count)
      for (const [i, pid] of before.entries()) expect(authority.pid(i + 1)).not.toBe(pid)
      expect(running.load).toMatchObject({ cut: 0, busy: 0 })
    },
    starting,
  )

  it('go on while one of them is stopped, and it goes on where it was', async () => {
    const stopped = authority.pid(1)
    process.kill(stopped, 'SIGSTOP')
    try {
      // New connections find the others.
      for (let i = 0; i < 12; i++) {
        const line = new Line(authority.url)
        expect((await line.ask('GET', '/ready')).body).not.toMatchObject({ worker: 1 })
        line.close()
      }
    } finally {
      process.kill(stopped, 'SIGCONT')
    }
    await more(running.load.acknowledged.length)
    expect(running.load).toMatchObject({ cut: 0, busy: 0 })
    expect(authority.pid(1)).toBe(stopped)
  })

  it('say that they are busy and not ready while the database is away, and go on when it is back', async () => {
    const line = new Line(authority.url)
    await cluster.stop('killed')
    const away = await line.ask('GET', '/ready')
    expect(away).toMatchObject({ status: 503, body: { ready: false, why: 'database' } })
    expect((await line.ask('GET', '/alive')).status).toBe(200)
    await expect.poll(() => running.load.busy, { timeout: starting }).toBeGreaterThan(0)
    await cluster.start()
    await expect.poll(async () => (await line.ask('GET', '/ready')).status, { timeout: starting }).toBe(200)
    line.close()
    await more(running.load.acknowledged.length)
    expect(running.load.cut).toBe(0)
  })

  it(
    'finish what they do when they are told to end',
    async () => {
      expect(await authority.stop()).toBe(0)
      expect(running.load.busy).toBe(0)
      // Only now do calls find nobody.
      await authority.start()
      await more(running.load.acknowledged.length)
    },
    starting,
  )
})

describe('the command line', () => {
  const dir = mkdtempSync(join(tmpdir(), 'ra-cluster-refused-'))
  afterAll(() => rmSync(dir, { recursive: true, force: true }))
  const serve = (...args: string[]) => saidBy('serve', '--data', join(dir, 'data'), ...args)

  it(
    'refuses workers where they cannot work, and says why',
    async () => {
      expect(await serve('--workers', '2', '--port', '8080')).toMatchObject({
        code: 2,
        text: expect.stringContaining('--workers needs --database'),
      })
      const database = ['--database', 'postgres://owner@127.0.0.1/x']
      expect((await serve('--workers', '0', ...database)).text).toContain('not a number of workers')
      expect((await serve('--workers', '2', ...database)).text).toContain('--workers needs --port')
      expect((await serve('--workers', '2', '--demo', '--port', '8080', ...database)).text).toContain(
        '--demo',
      )
    },
    starting,
  )
})
