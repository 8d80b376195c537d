import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgresStore } from '../../../src/ra/store/postgres/postgres-store.ts'
import { type Cluster, startCluster } from '../../house/postgres.ts'
import { agency, person, refusalOf, startTestRa } from './authority.ts'
import { issue } from './holder.ts'
import { openssl } from './openssl.ts'

let cluster: Cluster
const dir = mkdtempSync(join(tmpdir(), 'ra-postgres-'))
beforeAll(async () => {
  cluster = await startCluster()
})
afterAll(async () => {
  await cluster.end()
  rmSync(dir, { recursive: true, force: true })
})

const startOn = (url: string) =>
  startTestRa({ openStore: (reached, trouble) => openPostgresStore({ url, reached, trouble }) })

describe('an authority on PostgreSQL', () => {
  it('issues, revokes and lists what it revoked', async () => {
    const test = await startOn(await cluster.create('whole'))
    const holder = await agency(test.ra.url)
    const { request } = await issue(holder)
    expect(request.state).toBe('active')
    const serial = request.serials?.signature ?? ''
    await holder.client.certificates.revoke({ serial, reason: 'lost' })
    const list = await fetch(`${test.ra.url}/crl/issuing.crl`)
    const judge = openssl()
    const given = judge.put('list.crl', new Uint8Array(await list.arrayBuffer()))
    const text = judge.run('crl', '-inform', 'DER', '-noout', '-text', '-in', given)
    judge.end()
    expect(text).toContain(`Serial Number: ${serial}`)
    expect(test.faults).toEqual([])
    await test.end()
  })

  it('says 503 with a time to wait while the database is down, and goes on where it was', async () => {
    const test = await startOn(await cluster.create('patient'))
    const holder = await person(test.ra.url)
    await cluster.stop()
    const answer = await fetch(`${test.ra.url}/ra/v1/requests`, {
      headers: { authorization: `Bearer ${holder.token}` },
    })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    expect((await refusalOf(issue(holder))).code).toBe('server-busy')
    await cluster.start()
    expect((await issue(holder)).request.state).toBe('active')
    expect(test.faults.every((line) => line.startsWith('database: '))).toBe(true)
    expect(test.faults.join()).not.toContain(cluster.password)
    await test.end()
  })
})

describe('a database that was cut off while another one took over', () => {
  const waitsFor = async (standby: string): Promise<void> => {
    await cluster.ask(`ALTER SYSTEM SET synchronous_standby_names = '${standby}'`)
    await cluster.ask('SELECT pg_reload_conf()')
  }
  const waiting = `SELECT pid FROM pg_stat_activity WHERE datname = 'cut' AND wait_event = 'SyncRep'`
  const cutOff = async (): Promise<void> => {
    for (;;) {
      const [row] = await cluster.ask(waiting)
      if (row !== undefined) return void (await cluster.ask(`SELECT pg_terminate_backend(${row.pid})`))
    }
  }

  it('tells nobody that his request does not exist', async () => {
    const test = await startOn(await cluster.create('cut'))
    const holder = await person(test.ra.url)
    const ask = () => refusalOf(holder.client.requests.get({ requestId: 'known-to-the-other-one' }))
    expect((await ask()).code).toBe('request-unknown')
    await waitsFor('nobody')
    const answer = ask()
    // As HAProxy does it once it sees that this one is no primary.
    await cutOff()
    expect((await answer).code).toBe('server-busy')
    await waitsFor('')
    expect((await ask()).code).toBe('request-unknown')
    await test.end()
  })
})

describe('the command line on PostgreSQL', () => {
  const program = fileURLToPath(new URL('../../../src/ra/cli.ts', import.meta.url))
  const addressless = () => cluster.url('commands').replace(`:${cluster.password}`, '')
  const passwords = join(dir, 'passwords')
  const file = join(dir, 'address')
  beforeAll(async () => {
    writeFileSync(passwords, `127.0.0.1:${cluster.port}:*:owner:${cluster.password}\n`, { mode: 0o600 })
    chmodSync(passwords, 0o600)
    writeFileSync(file, `${await cluster.create('commands')}\n`, { mode: 0o600 })
  })
  const env = { ...process.env, PGPASSFILE: passwords }
  const started = (...args: string[]): ChildProcess => spawn(process.execPath, [program, ...args], { env })
  const said = (...args: string[]) =>
    new Promise<{ readonly code: unknown; readonly text: string }>((resolve) => {
      execFile(process.execPath, [program, ...args], { env }, (error, out, err) =>
        resolve({ code: error?.code ?? 0, text: `${out}${err}` }),
      )
    })

  it.each([
    ['the password in PGPASSFILE', () => ['--database', addressless()]],
    ['the address in a file', () => ['--database-file', file]],
  ] as const)('serves with %s until it is told to stop', async (_, database) => {
    const child = started('serve', '--data', join(dir, 'authority'), '--demo', ...database())
    const [line] = await once(child.stdout ?? child, 'data')
    const { url } = JSON.parse(String(line).replace('READY ', ''))
    expect((await fetch(`${url}/ra/v1/info`)).status).toBe(200)
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    expect((await ended)[0]).toBe(0)
  })

  it('takes no password that other users of the machine can read, and repeats none', async () => {
    const data = ['--data', join(dir, 'other'), '--demo']
    const answer = await said('serve', ...data, '--database', cluster.url('commands'))
    expect(answer).toMatchObject({ code: 2, text: expect.stringContaining('PGPASSFILE') })
    expect(answer.text).not.toContain(cluster.password)
    const secret = 'postgres://owner@127.0.0.1/x?password=hidden-word'
    expect((await said('serve', ...data, '--database', secret)).text).not.toContain('hidden-word')
  })

  it('refuses what works only in the data folder', async () => {
    const answer = await said('backup', join(dir, 'copy'), '--data', dir, '--database-file', file)
    expect(answer).toMatchObject({ code: 2, text: expect.stringContaining('pg_dump') })
  })
})
