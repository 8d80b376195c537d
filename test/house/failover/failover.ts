import { randomBytes } from 'node:crypto'
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort, nobody, programs } from '../postgres.ts'
import { type Member, member } from './member.ts'
import { Program } from './program.ts'
import { memberFile, proxyFile } from './settings.ts'

type Row = Readonly<Record<string, unknown>>

/** Three PostgreSQL servers under Patroni, of which one is the primary, etcd, and HAProxy, which leads to it. */
export type Failover = {
  readonly members: readonly Member[]
  readonly proxy: Program
  /** A database behind HAProxy. */
  readonly url: (database: string) => string
  /** The same on one server. */
  readonly urlAt: (member: Member, database: string) => string
  /** One statement on one server. */
  readonly ask: (member: Member, sql: string, database?: string) => Promise<readonly Row[]>
  readonly primary: () => Promise<Member | null>
  /** One primary whose commits wait for a standby, and two standbys that follow it. */
  readonly isWhole: () => Promise<boolean>
  readonly end: () => Promise<void>
}

export async function startFailover(): Promise<Failover> {
  const dir = mkdtempSync(join(tmpdir(), 'failover-'))
  const password = randomBytes(12).toString('hex')
  own(dir)
  const etcd = await etcdIn(dir)
  const members: Member[] = []
  for (const name of ['one', 'two', 'three']) {
    const place = join(dir, name)
    mkdirSync(place, { mode: 0o700 })
    own(place)
    const made = await member(name, place, etcd.port)
    write(join(place, 'patroni.json'), memberFile(made, programs(), password))
    members.push(made)
  }
  const port = await freePort()
  write(join(dir, 'haproxy.cfg'), proxyFile(port, members))
  const proxy = new Program(
    '/usr/sbin/haproxy',
    ['-db', '-f', join(dir, 'haproxy.cfg')],
    dir,
    join(dir, 'haproxy.log'),
  )
  const address = (at: number, database: string) => `postgres://owner:${password}@127.0.0.1:${at}/${database}`
  const urlAt = ({ ports }: Member, database: string) => address(ports.postgres, database)
  const primary = () => primaryOf(members)
  const failover: Failover = {
    ...{ members, proxy, urlAt, primary },
    ask: (one, sql, database = 'postgres') => answerAt(urlAt(one, database), sql),
    url: (database) => address(port, database),
    isWhole: async () => {
      const roles = await Promise.all(members.map((one) => one.role()))
      const one = members[roles.indexOf('primary')]
      if (one === undefined || roles.filter((role) => role === 'replica').length !== 2) return false
      return isFollowed(urlAt(one, 'postgres'), one)
    },
    end: async () => {
      await proxy.end('SIGKILL')
      for (const one of members) await one.end()
      await etcd.program.end('SIGKILL')
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
  try {
    etcd.program.start()
    proxy.start()
    for (const { patroni } of members) patroni.start()
    await until(failover.isWhole, 240)
    return failover
  } catch (error) {
    await failover.end()
    throw error
  }
}

async function etcdIn(dir: string): Promise<{ readonly port: number; readonly program: Program }> {
  const [port, peers] = [await freePort(), await freePort()]
  const client = `http://127.0.0.1:${port}`
  const peer = `http://127.0.0.1:${peers}`
  const args = [
    ...['--name', 'etcd', '--data-dir', join(dir, 'etcd'), '--enable-v2'],
    ...['--listen-client-urls', client, '--advertise-client-urls', client],
    ...[
      '--listen-peer-urls',
      peer,
      '--initial-advertise-peer-urls',
      peer,
      '--initial-cluster',
      `etcd=${peer}`,
    ],
  ]
  return { port, program: new Program('/usr/bin/etcd', args, dir, join(dir, 'etcd.log')) }
}

async function primaryOf(members: readonly Member[]): Promise<Member | null> {
  const roles = await Promise.all(members.map((one) => one.role()))
  const found = members.filter((_, i) => roles[i] === 'primary')
  return found.length === 1 ? (found[0] ?? null) : null
}

/** Both standbys follow, and Patroni has noted which of them has every commit: it promotes no other one. */
async function isFollowed(url: string, { ports }: Member): Promise<boolean> {
  const sql = `SELECT count(*)::int AS all FROM pg_stat_replication
    WHERE state = 'streaming' AND application_name IN ('one', 'two', 'three')`
  const [row] = await answerAt(url, sql).catch((): readonly Row[] => [])
  return row?.all === 2 && (await hasSyncStandby(ports.rest))
}

async function hasSyncStandby(rest: number): Promise<boolean> {
  const signal = AbortSignal.timeout(1500)
  const answer = await fetch(`http://127.0.0.1:${rest}/cluster`, { signal }).catch(() => null)
  return /"role": ?"sync_standby"/.test((await answer?.text().catch(() => '')) ?? '')
}

/** What one server says. It may hang. */
async function answerAt(connectionString: string, sql: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 3000, query_timeout: 5000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end().catch(() => {})
  }
}

/** Asks twice a second until it is so; fails after some seconds. */
export async function until(isSo: () => boolean | Promise<boolean>, seconds: number): Promise<void> {
  const end = performance.now() + seconds * 1000
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`it did not come about within ${seconds} s`)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

function own(path: string): void {
  if (nobody.uid !== undefined) chownSync(path, nobody.uid, nobody.gid)
}

function write(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 })
  own(file)
}
