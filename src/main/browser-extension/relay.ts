import { randomBytes, timingSafeEqual } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { webOrigin } from '../../shared/prompt/origin.ts'
import { longestRelayed, type ToBrowser } from '../../shared/web-signing/relay-wire.ts'
import { readAddress, relayFolder, removeAddress, writeAddress } from './address-file.ts'
import { createUnframer, framed } from './frames.ts'

/** One page behind the extension. */
export type RelayedPage = { hear(text: string): void; leave(): void }

export type RelayParts = {
  readonly home: string
  /** Takes a page in under the origin that the browser told. */
  readonly enter: (origin: string, say: (text: string) => void) => RelayedPage
  readonly log: (line: string) => void
}

export type Relay = {
  start(): Promise<void>
  stop(): void
  /** How many browsers are connected. */
  connected(): number
}

const number = z.int().min(1)
const first = z.object({ secret: z.string().max(100) })
const fromBrowser = z.union([
  z.strictObject({ open: number, origin: webOrigin }),
  z.strictObject({ to: number, text: z.string().max(longestRelayed) }),
  z.strictObject({ close: number }),
])

/** JSON may write a character in six bytes. */
const longestFrame = 6 * longestRelayed + 1000
/** A piece of an answer stays below a megabyte however its characters are written. */
const piece = 150_000
/** Lines of all sites, and of one: a page that opens hundreds must not keep other sites out. */
const [mostPages, mostOfSite] = [1000, 16]
const mostHosts = 8
const patience = 5000

const isSecret = (given: string, secret: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Speaks with one native host, which is one browser. */
const converse = (socket: Socket, secret: string, { enter, log }: RelayParts): void => {
  const pages = new Map<number, RelayedPage & { readonly origin: string }>()
  let known = false
  const say = (message: ToBrowser): void => void (socket.writable && socket.write(framed(message)))

  const sayText = (from: number, text: string): void => {
    if (!pages.has(from)) return
    for (let at = 0; at < text.length || at === 0; at += piece) {
      const more = at + piece < text.length
      say({ from, text: text.slice(at, at + piece), ...(more ? { more } : {}) })
    }
  }

  const isFull = (origin: string): boolean =>
    pages.size >= mostPages ||
    [...pages.values()].filter((page) => page.origin === origin).length >= mostOfSite

  const open = (page: number, origin: string): void => {
    if (pages.has(page) || isFull(origin)) say({ closed: page })
    else pages.set(page, { origin, ...enter(origin, (text) => sayText(page, text)) })
  }

  const meet = (message: unknown): void => {
    if (!isSecret(first.parse(message).secret, secret)) throw new Error('a stranger')
    known = true
    say({ ready: true })
  }

  const hear = (message: unknown): void => {
    const said = fromBrowser.parse(message)
    if ('open' in said) open(said.open, said.origin)
    else if ('to' in said) pages.get(said.to)?.hear(said.text)
    else {
      pages.get(said.close)?.leave()
      pages.delete(said.close)
    }
  }

  const unframe = createUnframer(longestFrame, (message) => (known ? hear(message) : meet(message)))
  const late = setTimeout(() => known || socket.destroy(), patience)
  socket.on('data', (bytes) => {
    try {
      unframe(Buffer.from(bytes))
    } catch (error) {
      log(`the browser extension was disconnected: ${error instanceof Error ? error.name : 'unknown'}`)
      socket.destroy()
    }
  })
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    clearTimeout(late)
    for (const page of pages.values()) page.leave()
    pages.clear()
  })
}

/** A socket in the data folder, which nobody else may enter; on Windows a pipe with a name that cannot be guessed. */
const freshPath = (home: string): string => {
  const name = randomBytes(8).toString('hex')
  return process.platform === 'win32'
    ? `\\\\.\\pipe\\cert-assistant-${randomBytes(16).toString('hex')}`
    : join(relayFolder(home), name)
}

/** Listens for the native hosts that browsers start for the extension. */
export const createRelay = (parts: RelayParts): Relay => {
  const { home, log } = parts
  let server: Server | null = null
  const hosts = new Set<Socket>()

  const start = async (): Promise<void> => {
    if (server !== null) return
    const old = readAddress(home)
    mkdirSync(relayFolder(home), { recursive: true, mode: 0o700 })
    if (old !== null && dirname(old.path) === relayFolder(home)) rmSync(old.path, { force: true })
    const [path, secret] = [freshPath(home), randomBytes(32).toString('base64url')]
    const made = createServer((socket) => {
      if (hosts.size >= mostHosts) return void socket.destroy()
      hosts.add(socket)
      socket.once('close', () => hosts.delete(socket))
      converse(socket, secret, parts)
    })
    server = made
    await new Promise<void>((resolve, reject) => {
      made.once('error', reject)
      made.listen(path, resolve)
    })
    made.on('error', (error) => log(`the relay of the browser extension: ${error.message}`))
    writeAddress(home, { format: 1, path, secret })
  }

  return {
    start,
    connected: () => hosts.size,
    stop: () => {
      if (server === null) return
      removeAddress(home)
      server.close()
      for (const socket of hosts) socket.destroy()
      server = null
    },
  }
}
