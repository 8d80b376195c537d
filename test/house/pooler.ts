import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Cluster, freePort, nobody } from './postgres.ts'

/** PgBouncer in front of a database: it lends a connection for one transaction only. */
export type Pooler = {
  /** The address of a database behind it. */
  readonly url: (database: string) => string
  readonly end: () => Promise<void>
}

/** Few connections for many clients, so that one client's transactions are on several connections. */
const settings = (port: number, users: string) => `
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
default_pool_size = 5
max_client_conn = 200
`

export async function startPooler({ port: behind, password }: Cluster): Promise<Pooler> {
  const dir = mkdtempSync(join(tmpdir(), 'pooler-'))
  const port = await freePort()
  const [users, file] = [join(dir, 'users.txt'), join(dir, 'pooler.ini')]
  writeFileSync(users, `"owner" "${password}"\n`)
  writeFileSync(file, `[databases]\n* = host=127.0.0.1 port=${behind}\n[pgbouncer]${settings(port, users)}`)
  if (nobody.uid !== undefined) for (const one of [dir, users, file]) chownSync(one, nobody.uid, nobody.gid)
  const child = spawn('/usr/sbin/pgbouncer', ['-q', file], { ...nobody, cwd: dir, stdio: 'ignore' })
  const url = (database: string) => `postgres://owner:${password}@127.0.0.1:${port}/${database}`
  await answers(child, url('postgres'))
  return {
    url,
    end: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

async function answers(child: ChildProcess, connectionString: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.query('SELECT 1')
      return
    } catch (error) {
      if (tries === 100 || child.exitCode !== null) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    } finally {
      await client.end().catch(() => {})
    }
  }
}
