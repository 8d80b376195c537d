import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { randomToken, secretHash } from '../../../src/ra/random.ts'
import type { Account } from '../../../src/ra/records.ts'
import { openPostgresStore } from '../../../src/ra/store/postgres/postgres-store.ts'
import type { Store } from '../../../src/ra/store/store.ts'
import { freePort } from '../../house/postgres.ts'
import { captchaAnswer } from '../ra/holder.ts'
import { newAccount } from '../ra-store/world.ts'

const program = fileURLToPath(new URL('../../../src/ra/cli.ts', import.meta.url))

/** An authority of several processes, as the command line starts it. */
export class Authority {
  readonly url: string
  /** What it has logged so far. */
  readonly log: string[] = []
  /** Where it tells its figures, if it does. */
  metrics: string | null = null
  readonly #dir = mkdtempSync(join(tmpdir(), 'ra-cluster-'))
  readonly #args: readonly string[]
  #child: ChildProcess | null = null

  private constructor(database: string, workers: number, port: number, more: readonly string[]) {
    this.url = `http://127.0.0.1:${port}`
    const address = join(this.#dir, 'address')
    writeFileSync(address, database, { mode: 0o600 })
    this.#args = [
      ...['serve', '--data', join(this.#dir, 'data'), '--database-file', address, '--port', String(port)],
      ...['--workers', String(workers), '--captcha-answer', captchaAnswer, ...more],
    ]
  }

  static async start(database: string, workers: number, ...more: readonly string[]): Promise<Authority> {
    const authority = new Authority(database, workers, await freePort(), more)
    await authority.start()
    return authority
  }

  /** Starts it over the data that it has. */
  async start(): Promise<void> {
    const child = startCli(...this.#args)
    this.#child = child
    if (child.stderr !== null) createInterface(child.stderr).on('line', (line) => this.log.push(line))
    this.metrics = await readiness(child, this.log)
  }

  /** The process that is in this place now. */
  pid(place: number): number {
    const pids = this.log.flatMap(
      (one) => new RegExp(`worker ${place} is process (\\d+)`).exec(one)?.[1] ?? [],
    )
    return Number(pids.at(-1))
  }

  signal(name: NodeJS.Signals): void {
    this.#child?.kill(name)
  }

  /** Ends it without a word, and its workers with it. */
  async kill(): Promise<void> {
    const child = this.#child
    this.#child = null
    if (child === null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  /** What another command says about the same data, and how it ends. */
  said(...command: readonly string[]): Promise<{ code: unknown; text: string }> {
    return saidBy(
      ...command,
      '--data',
      join(this.#dir, 'data'),
      '--database-file',
      join(this.#dir, 'address'),
    )
  }

  /** Lets it finish what it does; returns its exit code. */
  async stop(): Promise<unknown> {
    const child = this.#child
    this.#child = null
    if (child === null) return null
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    return (await ended)[0]
  }

  async end(): Promise<void> {
    await this.stop()
    rmSync(this.#dir, { recursive: true, force: true })
  }
}

export function startCli(...args: readonly string[]): ChildProcess {
  const env = { ...process.env, RA_PASSPHRASE: 'a passphrase for tests' }
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args], { env })
}

/** What it says, and how it ends. */
export async function saidBy(...args: readonly string[]): Promise<{ code: unknown; text: string }> {
  const child = startCli(...args)
  let text = ''
  for (const out of [child.stdout, child.stderr]) out?.on('data', (part) => (text += String(part)))
  const [code] = await once(child, 'close')
  return { code, text }
}

async function readiness(child: ChildProcess, log: readonly string[]): Promise<string | null> {
  if (child.stdout === null) throw new Error('it has no output')
  for await (const line of createInterface(child.stdout)) {
    if (line.startsWith('READY ')) return /"metrics":"([^"]+)"/.exec(line)?.[1] ?? null
  }
  throw new Error(`it did not start: ${log.join('\n')}`)
}

/** A holder with an open session, put into the database as if he had logged in. */
export type Seeded = { readonly account: Account; readonly token: string }

export async function seeded(store: Store, count: number): Promise<readonly Seeded[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const account = await newAccount(store, { createdAt: Date.now() })
      const token = randomToken()
      const now = Date.now()
      const session = {
        ...{ tokenHash: secretHash(token), accountId: account.id, handlerId: null, clientHash: null },
        ...{ scope: 'full' as const, expiresAt: now + 3_600_000 },
      }
      await store.openSession({ session, device: null, now })
      return { account, token }
    }),
  )
}

/** Work with the store of a database, beside the processes that serve it. */
export async function withStore<T>(url: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openPostgresStore({ url, connections: 4 })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))
