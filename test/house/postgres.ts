import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

/** A PostgreSQL of our own: its files in the run's folder, on the loopback address, behind a password. */
export type Cluster = {
  readonly port: number
  readonly password: string
  /** The address of one of its databases. */
  readonly url: (database: string) => string
  /** Makes a database; `more` follows CREATE DATABASE, such as its encoding. */
  readonly create: (database: string, more?: string) => Promise<string>
  /** One statement as its owner. */
  readonly ask: (sql: string, database?: string) => Promise<readonly Readonly<Record<string, unknown>>[]>
  readonly stop: (how?: 'fast' | 'killed') => Promise<void>
  /** A standby follows nobody here; it only reads what there is. */
  readonly start: (as?: 'primary' | 'standby') => Promise<void>
  /** Stops it and removes its files. */
  readonly end: () => Promise<void>
}

/** It refuses to run as root. */
export const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

/** The folder with the programs of the newest PostgreSQL that is installed. */
export function programs(): string {
  const versions = readdirSync('/usr/lib/postgresql').toSorted((a, b) => Number(b) - Number(a))
  return join('/usr/lib/postgresql', versions[0] ?? '', 'bin')
}

function program(name: string): string {
  return join(programs(), name)
}

type Beginning = {
  /** Settings beside the usual ones. */
  readonly more?: readonly string[]
  /** Makes the files, with this password of the owner; without it they are new. */
  readonly files?: { readonly password: string; readonly put: (data: string) => void }
}

export async function startCluster({ more = [], files }: Beginning = {}): Promise<Cluster> {
  const dir = mkdtempSync(join(tmpdir(), 'postgres-'))
  const data = join(dir, 'data')
  mkdirSync(data, { mode: 0o700 })
  if (nobody.uid !== undefined) for (const one of [dir, data]) chownSync(one, nobody.uid, nobody.gid)
  const password = files?.password ?? randomBytes(12).toString('hex')
  if (files === undefined) initialise(dir, data, password)
  else files.put(data)
  const port = await freePort()
  const url = (database: string) => `postgres://owner:${password}@127.0.0.1:${port}/${database}`
  const ask: Cluster['ask'] = async (sql, database = 'postgres') => {
    const client = new pg.Client({ connectionString: url(database) })
    client.on('error', () => {})
    await client.connect()
    try {
      return (await client.query(sql)).rows
    } finally {
      await client.end().catch(() => {})
    }
  }
  let server: ChildProcess | null = null
  const cluster: Cluster = {
    port,
    password,
    url,
    ask,
    create: async (database, more = '') => {
      await ask(`CREATE DATABASE ${database} ${more}`)
      return url(database)
    },
    start: async (as = 'primary') => {
      const sign = join(data, 'standby.signal')
      if (as === 'standby') writeFileSync(sign, '')
      else rmSync(sign, { force: true })
      server = spawn(program('postgres'), ['-D', data, '-p', String(port), ...settings, ...more], {
        ...nobody,
        cwd: dir,
        stdio: 'ignore',
      })
      await answers(ask)
    },
    stop: async (how = 'fast') => {
      const running = server
      server = null
      if (running === null) return
      const ended = once(running, 'exit')
      // SIGQUIT is how it is told to drop everything at once; a SIGKILL would leave its children behind.
      running.kill(how === 'killed' ? 'SIGQUIT' : 'SIGINT')
      await ended
    },
    end: async () => {
      await cluster.stop()
      rmSync(dir, { recursive: true, force: true, maxRetries: 3 })
    },
  }
  await cluster.start()
  return cluster
}

function initialise(dir: string, data: string, password: string): void {
  const secret = join(dir, 'password')
  writeFileSync(secret, password)
  if (nobody.uid !== undefined) chownSync(secret, nobody.uid, nobody.gid)
  const form = ['-E', 'UTF8', '--locale=C', '-A', 'scram-sha-256', '-U', 'owner', `--pwfile=${secret}`]
  runProgram('initdb', ['-D', data, '--no-sync', '--no-instructions', ...form], dir)
}

/** Runs one of PostgreSQL's programs to its end. */
export function runProgram(
  name: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): void {
  execFileSync(program(name), args, {
    ...nobody,
    ...{ cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] },
  })
}

/** Nothing of the machine fails in tests, so nothing is written through to the disk. */
const settings = [
  ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
  ...['-c', 'fsync=off', '-c', 'shared_buffers=32MB', '-c', 'max_connections=60'],
]

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function answers(ask: Cluster['ask']): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await ask('SELECT 1')
      return
    } catch (error) {
      if (tries === 600) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}
