import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { clients } from './filling.ts'
import { BenchHolder } from './holder.ts'
import { withServer } from './server.ts'

const ROUNDS = 100

/** What open, submit, collect and confirm send and receive, in bytes. */
const calls = [
  { sent: 136, got: 645 },
  { sent: 434, got: 561 },
  { sent: 2, got: 6637 },
  { sent: 112, got: 3686 },
] as const

/**
 * Processor time of an empty HTTP server for the four calls of an issuance, with the same number of clients as
 * elsewhere.
 */
export function httpTime(): Promise<number> {
  return withServer('bare-http.ts', '', async ({ url, cpu }) => {
    const holders = Array.from({ length: clients }, () => new BenchHolder(url))
    await callAll(holders)
    const before = await cpu()
    await callAll(holders)
    const spent = (await cpu()) - before
    for (const holder of holders) holder.close()
    return spent / (ROUNDS * clients)
  })
}

async function callAll(holders: readonly BenchHolder[]): Promise<void> {
  const bodies = calls.map(({ sent }) => 'x'.repeat(sent))
  const one = async (holder: BenchHolder) => {
    for (let i = 0; i < ROUNDS; i++) {
      for (const [step, { got }] of calls.entries()) await holder.call('POST', `/${got}`, bodies[step])
    }
  }
  await Promise.all(holders.map(one))
}

/** Processor time of four transactions that write a row each; all clients share the commit of each step. */
export function transactionTime(dataDir: string): number {
  const file = join(dataDir, 'bare.db')
  const db = new DatabaseSync(file)
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  db.exec('CREATE TABLE kept (id TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT')
  const insert = db.prepare('INSERT INTO kept VALUES (?, ?)')
  const content = randomBytes(1200)
  const commit = () => {
    db.exec('BEGIN IMMEDIATE')
    for (let i = 0; i < clients; i++) insert.run(randomBytes(16).toString('base64url'), content)
    db.exec('COMMIT')
  }
  for (let i = 0; i < ROUNDS; i++) commit()
  const before = process.cpuUsage()
  for (let i = 0; i < ROUNDS * calls.length; i++) commit()
  const { user, system } = process.cpuUsage(before)
  db.close()
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
  return (user + system) / 1000 / (ROUNDS * clients)
}
