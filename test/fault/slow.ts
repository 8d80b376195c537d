import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text as textOf } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { mostWaiting } from '../../src/main/shell/crowd.ts'
import { pick, randomFrom } from '../random.ts'
import { clientOf, dial, enter, snapshotWhere } from '../ui/contract-client.ts'
import type { FaultOptions, FaultReport } from './run.ts'

// Another user of the machine opens connections to the web shell and is slow on every one of them. Meanwhile the
// owner's page must load, be let in and stay connected.

type Caller = (socket: Socket, host: string) => void

const upgrade = (host: string): string =>
  `GET /channel HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`

/** The ways to be slow. Each caller stays as long as it can. */
const callers: Readonly<Record<string, Caller>> = {
  'says nothing': () => {},
  'drips a head': (socket, host) => {
    socket.write(`GET / HTTP/1.1\r\nHost: ${host}\r\n`)
    const drip = setInterval(() => socket.write('a: b\r\n'), 200)
    socket.once('close', () => clearInterval(drip))
  },
  'holds back a body': (socket, host) => {
    const head = `Origin: http://${host}\r\nContent-Length: 100`
    socket.write(`POST /enter HTTP/1.1\r\nHost: ${host}\r\n${head}\r\n\r\nx`)
  },
  'stops in an upgrade': (socket, host) => socket.write(upgrade(host)),
  'is refused an upgrade and stays': (socket, host) => socket.write(`${upgrade(host)}\r\n`),
  'never reads an answer': (socket, host) => {
    socket.pause()
    for (let asked = 0; asked < 20; asked += 1)
      socket.write(`GET /index.html HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
  },
}

const program = join(import.meta.dirname, '..', '..', 'out', 'main', 'web.js')
/** Callers that come at once, before the owner tries. */
const together = 150
/**
 * So few descriptors that the callers would use them up, but more than the strangers who are kept and those who come at
 * once: the system drops whoever waits behind a crowd that finds no descriptor, and no program can help that.
 */
const mostFiles = 512
/** Descriptors that the owner's own steps may still hold. */
const ownNeed = 16
/** A machine that is busy answers late, which is no fault. */
const patienceMs = 60_000

type Target = { readonly child: ChildProcess; readonly url: string; readonly nextUrl: () => Promise<string> }

const readyUrl = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    if (child.stdout === null) return reject(new Error('no output'))
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('READY ')) resolve(JSON.parse(line.slice(6)).url)
    })
    child.once('exit', (code) => reject(new Error(`the web shell ended with ${code}`)))
  })

const launch = (home: string, before: string): ChildProcess =>
  spawn('sh', ['-c', `${before}exec "$0" "$@"`, process.execPath, program, '--no-open', '--home', home], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })

const startTarget = async (home: string): Promise<Target> => {
  const child = launch(home, `ulimit -n ${mostFiles}; `)
  const url = await readyUrl(child)
  return { child, url, nextUrl: () => readyUrl(launch(home, 'exec 2>/dev/null; ')) }
}

const callOn = (url: URL, caller: Caller): Socket => {
  const socket = connect({ host: url.hostname, port: Number(url.port), allowHalfOpen: true })
  socket.on('error', () => socket.destroy())
  socket.once('connect', () => caller(socket, url.host))
  return socket
}

/** null where the system does not tell. */
const descriptorsOf = ({ pid }: ChildProcess): number | null => {
  const folder = `/proc/${pid}/fd`
  return existsSync(folder) ? readdirSync(folder).length : null
}

/** The owner was answered after all who had come before, so whoever is too many has gone by then. */
const overcrowded = (child: ChildProcess, before: number | null): readonly string[] => {
  const files = descriptorsOf(child)
  if (files === null || before === null || files - before <= mostWaiting + ownNeed) return []
  return [`the web shell keeps ${files - before} descriptors for them`]
}

/** As a browser does it: on a connection of its own, not on one that the server may have closed since the last page. */
const loaded = async (address: string): Promise<{ readonly status: number; readonly text: string }> => {
  const [answer] = (await once(get(address, { agent: false }), 'response')) as [IncomingMessage]
  return { status: answer.statusCode ?? 0, text: await textOf(answer) }
}

/** What the owner does, with the name of each step that failed. */
const ownerTries = async (origin: string, nextUrl: () => Promise<string>): Promise<readonly string[]> => {
  const broken: string[] = []
  const step = async <T>(name: string, doing: () => Promise<T>): Promise<void> => {
    const late = pause(patienceMs).then(() => Promise.reject(new Error('no answer')))
    await Promise.race([doing(), late]).catch((error: Error) => broken.push(`${name}: ${error.message}`))
  }
  await step('the page loads', async () => {
    const { status, text } = await loaded(`${origin}/`)
    if (status !== 200 || !text.includes('root')) throw new Error(`${status}`)
  })
  await step('a second start finds the way in', async () => {
    const { client, close } = await clientOf(await nextUrl())
    await snapshotWhere(client, () => true)
    close()
  })
  return broken
}

export const fault = async ({ seed, runs }: FaultOptions): Promise<FaultReport> => {
  const home = mkdtempSync(join(tmpdir(), 'fault-slow-'))
  const { child, url, nextUrl } = await startTarget(home)
  const { origin, session } = await enter(url)
  const page = await dial(origin, session)
  const before = descriptorsOf(child)
  const random = randomFrom(seed)
  const kinds = Object.keys(callers)
  const sockets: Socket[] = []
  const broken: string[] = []
  for (let run = 1; run <= runs; run += 1) {
    const caller = callers[pick(random, kinds)]
    if (caller) sockets.push(callOn(new URL(origin), caller))
    if (run % together === 0 || run === runs) {
      await pause(300)
      const found = [...(await ownerTries(origin, nextUrl)), ...overcrowded(child, before)]
      for (const one of found) broken.push(`after ${run} callers ${one}`)
    }
  }
  if (page.readyState !== page.OPEN) broken.push('the page that was open lost its channel')
  const files = descriptorsOf(child)
  for (const socket of sockets) socket.destroy()
  page.close()
  child.kill('SIGTERM')
  await new Promise((resolve) => child.once('exit', resolve))
  rmSync(home, { recursive: true, force: true })
  return {
    summary: `${runs} slow callers, ${files ?? 'an unknown number of'} descriptors of the web shell were open in the end`,
    broken,
  }
}
