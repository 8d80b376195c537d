import { createHash, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { manifestName, publicHex, signedFeed } from '../../../scripts/release/feed.ts'
import type { Manifest, ManifestFile } from '../../../src/shared/updates/manifest.ts'

export const newKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey

/** The product of these tests runs 0.1.0 on Linux as one file, on this day. */
export const today = new Date('2026-11-28T08:00:00.000Z')
export const here = { system: 'linux', architecture: 'x64', kind: 'appimage' } as const

export const packageBytes: Buffer = randomBytes(300_000)
export const packageUrl = 'cert-assistant-0.2.0-x64.AppImage'

export const fileOf = (bytes: Uint8Array, rest: Partial<ManifestFile> = {}): ManifestFile => ({
  ...here,
  url: packageUrl,
  size: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  ...rest,
})

export const manifestWith = (rest: Partial<Manifest> = {}): Manifest => ({
  purpose: 'cert-assistant update 1',
  sequence: 5,
  issued: '2026-11-27T00:00:00Z',
  expires: '2027-01-20T00:00:00Z',
  version: '0.2.0',
  rollout: 100,
  minimum: {},
  notes: { zh: '新版本。', en: 'A new version.' },
  files: [fileOf(packageBytes)],
  ...rest,
})

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** As an ordinary server of files answers, with ranges and a strong tag. */
export const sendFile =
  (bytes: Uint8Array, tag: string | null = '"one"'): Answer =>
  ({ headers }, response) => {
    if (tag !== null) response.setHeader('etag', tag)
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? Number.NaN)
    if (Number.isNaN(from) || headers['if-range'] !== tag) {
      response.writeHead(200, { 'content-length': bytes.length })
      response.end(bytes)
      return
    }
    if (from >= bytes.length) {
      response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end()
      return
    }
    response.writeHead(206, {
      'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
      'content-length': bytes.length - from,
    })
    response.end(bytes.subarray(from))
  }

export type Feed = {
  readonly address: string
  readonly key: KeyObject
  readonly keys: readonly string[]
  /** The paths that were asked for, each with its range. */
  readonly asked: string[]
  publish(content: Manifest, keys?: readonly KeyObject[]): void
  /** Another answer at a path than the published files. */
  answer(path: string, answer: Answer): void
  /** Publishes what is honest, and nothing else any more. */
  beHonest(rest?: Partial<Manifest>): void
  close(): Promise<void>
}

/** A real server of files on the loopback address. What it is told to do wrong, it does. */
export const openFeed = async (port = 0, key = newKey()): Promise<Feed> => {
  const answers = new Map<string, Answer>()
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    response.on('error', () => undefined)
    const path = request.url ?? ''
    asked.push([path, request.headers.range].filter(Boolean).join(' '))
    const answer = answers.get(path)
    if (answer) answer(request, response)
    else response.writeHead(404).end()
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const folder = `http://127.0.0.1:${(server.address() as AddressInfo).port}/stable/`
  const send = (path: string, bytes: Uint8Array) => answers.set(`/stable/${path}`, sendFile(bytes))
  const publish: Feed['publish'] = (content, keys = [key]) => {
    const { bytes, signatures } = signedFeed(content, keys)
    send(manifestName, bytes)
    send(`${manifestName}.sig`, signatures)
  }
  return {
    address: `${folder}${manifestName}`,
    ...{ key, keys: [publicHex(key)], asked, publish },
    answer: (path, answer) => void answers.set(path.startsWith('/') ? path : `/stable/${path}`, answer),
    beHonest: (rest = {}) => {
      answers.clear()
      publish(manifestWith({ sequence: 50, ...rest }))
      send(packageUrl, packageBytes)
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
