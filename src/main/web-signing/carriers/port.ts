import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { boundCrowd } from '../../shell/crowd.ts'
import type { Connections } from '../connections.ts'
import { largestMessage } from '../page-message.ts'
import { PageRefusal } from '../page-refusal.ts'
import { bodyOf } from './body.ts'
import { corsHeaders, isLoopbackHost, originOf, send, sendPreflight } from './door.ts'
import type { Protocol, Speaker } from './protocol.ts'
import type { SocketOwner } from './socket-owner/owner.ts'

export type Credentials = { readonly key: string; readonly cert: string }

export type PortParts = {
  readonly port: number
  readonly protocol: Protocol
  readonly connections: Pick<Connections, 'connect'>
  readonly owner: Pick<SocketOwner, 'isOurs'>
  readonly credentials: Credentials | null
  readonly log: (line: string) => void
}

export type OpenPort = { readonly port: number; close(): void }

/** As many cookies as other ports of the address may have set fit in here; a megabyte does not. */
const mostHeaderBytes = 64 * 1024
/** A page that does not read what it is sent is disconnected. */
const mostUnread = 4 * largestMessage

const patience = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 60_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: mostHeaderBytes,
} as const

const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '/'

const refuseUpgrade = (stream: Duplex, status: string): void => {
  stream.on('finish', () => stream.destroy())
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

const textOf = (data: RawData): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString('utf8')

/** Carries one language over one WebSocket of a page. */
const converse = (socket: WebSocket, origin: string, { protocol, connections }: PortParts): void => {
  const say = (text: string): void => {
    if (socket.readyState !== socket.OPEN) return
    // As bytes: Node writes a long string to a socket several times as slowly.
    socket.send(Buffer.from(text), { binary: false })
    if (socket.bufferedAmount > mostUnread) socket.terminate()
  }
  let speaker: Speaker | null = null
  const page = connections.connect({
    ...{ origin, carrier: protocol.name },
    tell: (event) => speaker?.tell(event),
  })
  speaker = protocol.speak({ page, send: say })
  const { hear } = speaker
  // Nobody speaks binary here, and what cannot be read is not guessed at.
  socket.on('message', (data, binary) => (binary ? socket.close(1003) : hear(textOf(data))))
  socket.on('error', () => socket.terminate())
  socket.on('close', page.leave)
}

/** Whose socket each connection is, asked once. */
const owners = (server: Server, { owner, log }: PortParts) => {
  const known = new WeakMap<Duplex, Promise<boolean>>()
  const ask = async ({ remotePort = 0, localPort = 0 }: Socket): Promise<boolean> => {
    const ours = await owner.isOurs(remotePort, localPort).catch(() => false)
    if (!ours) log(`web signing: a connection of another user of this computer was refused`)
    return ours
  }
  const of = (socket: Socket): Promise<boolean> => {
    const before = known.get(socket)
    if (before !== undefined) return before
    const asked = ask(socket)
    known.set(socket, asked)
    return asked
  }
  server.on('connection', (socket: Socket) => void of(socket))
  return of
}

const answerPost = async (
  request: IncomingMessage,
  response: ServerResponse,
  origin: string,
  { protocol, connections }: PortParts,
): Promise<void> => {
  const headers = corsHeaders(origin)
  const path = pathOf(request)
  if (!protocol.isPostPath(path)) return send(response, 404, headers, '{}')
  const body = await bodyOf(request, largestMessage)
  if (body === null) return send(response, 413, { ...headers, Connection: 'close' }, '{}')
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  const answer = await protocol.answer(body, {
    ...{ origin, path, signal: gone.signal, socket: request.socket },
    connect: (tell = () => {}) => connections.connect({ origin, carrier: protocol.name, tell }),
  })
  if (answer === null) send(response, 400, headers, '{}')
  else send(response, 200, headers, answer)
}

const answerer = (parts: PortParts, isOurs: (socket: Socket) => Promise<boolean>) => {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { headers, method, socket } = request
    const foreign = (): void => send(response, 403, { ...corsHeaders(null), Connection: 'close' }, '{}')
    if (!isLoopbackHost(request) || !(await isOurs(socket))) return foreign()
    const origin = originOf(headers)
    // Anybody may learn that an assistant is here, and nothing else. Browsers send no Origin with a plain navigation.
    if (method === 'GET' && (origin !== null || headers.origin === undefined))
      return send(response, 200, corsHeaders(origin), parts.protocol.presence)
    if (origin === null) return foreign()
    if (method === 'OPTIONS') return sendPreflight(request, response, origin)
    if (method === 'POST') return answerPost(request, response, origin, parts)
    send(response, 405, corsHeaders(origin), '{}')
  }
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.off('error', reject)
      resolve()
    })
  })

/** The sockets of pages: who may open one, and in which language it speaks. */
const socketsOf = (
  parts: PortParts,
  isOurs: (socket: Socket) => Promise<boolean>,
  admit: (stream: Duplex) => void,
) => {
  const { protocol } = parts
  const sockets = new WebSocketServer({
    ...{ noServer: true, maxPayload: largestMessage, perMessageDeflate: false, clientTracking: true },
    handleProtocols: (offered) => protocol.subprotocols.find((name) => offered.has(name)) ?? false,
  })
  const open = (request: IncomingMessage, stream: Duplex, head: Buffer, origin: string): void => {
    admit(stream)
    sockets.handleUpgrade(request, stream, head, (socket) => {
      try {
        converse(socket, origin, parts)
      } catch (error) {
        if (!(error instanceof PageRefusal)) throw error
        socket.close(1013, error.refusal.code)
      }
    })
  }
  const upgrade = async (request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> => {
    stream.on('error', () => stream.destroy())
    const origin = originOf(request.headers)
    if (!isLoopbackHost(request) || origin === null) return refuseUpgrade(stream, '403 Forbidden')
    if (!protocol.isSocketPath(pathOf(request))) return refuseUpgrade(stream, '404 Not Found')
    if (!(await isOurs(request.socket))) return refuseUpgrade(stream, '403 Forbidden')
    open(request, stream, head, origin)
  }
  return { upgrade, all: sockets.clients }
}

/** Opens one port on the loopback address. Rejects with the system's error. */
export const openPort = async (parts: PortParts): Promise<OpenPort> => {
  const { credentials, log } = parts
  const server: Server = credentials
    ? createSecureServer({ ...patience, ...credentials })
    : createServer(patience)
  const crowd = boundCrowd(server)
  const isOurs = owners(server, parts)
  const answer = answerer(parts, isOurs)
  const sockets = socketsOf(parts, isOurs, crowd.admit)
  const unforeseen = (error: unknown): void =>
    log(`web signing: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      unforeseen(error)
      response.destroy()
    })
  })
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    sockets.upgrade(request, stream, head).catch((error: unknown) => {
      unforeseen(error)
      stream.destroy()
    })
  })
  await listen(server, parts.port)
  server.on('error', unforeseen)
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      for (const socket of sockets.all) socket.terminate()
      server.closeAllConnections()
      server.close()
    },
  }
}
