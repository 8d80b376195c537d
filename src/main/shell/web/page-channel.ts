import type { IncomingMessage } from 'node:http'
import type { Duplex as Stream } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { type Duplex, duplexOver } from '../../../shared/channel/duplex.ts'
import { webChannelPath, webProtocol } from '../../../shared/channel/web-entrance.ts'
import { type Access, introducedIn } from './access.ts'
import type { Pass, Sessions } from './sessions.ts'

const largestMessage = 32 * 1024 * 1024

const contentOf = (data: RawData, binary: boolean): string | Uint8Array => {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)
  return binary ? new Uint8Array(bytes) : bytes.toString('utf8')
}

/** Carries the contract over one WebSocket. */
const carry = (socket: WebSocket, serve: (channel: Duplex) => void): void => {
  const end = duplexOver((message) => {
    // A long text goes out as bytes: Node writes a string to a socket several times as slowly.
    if (typeof message === 'string') socket.send(Buffer.from(message), { binary: false })
    else if (message instanceof Uint8Array) socket.send(message)
    else throw new TypeError('only text and bytes travel on a WebSocket')
    // A page that no longer reads (a frozen tab) is disconnected. It connects again when it wakes.
    if (socket.bufferedAmount > largestMessage) socket.terminate()
  })
  socket.on('message', (data, binary) => end.arrive(contentOf(data, binary)))
  socket.on('error', () => socket.terminate())
  socket.on('close', () => end.leave())
  serve(end.duplex)
}

/** Ends the connection with the answer. A caller that never closes its own half must not keep ours open. */
const refuse = (stream: Stream, status: string): void => {
  stream.on('finish', () => stream.destroy())
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

const keepWithin = (pass: Pass, socket: WebSocket): void => {
  const end = setTimeout(() => socket.terminate(), pass.endsIn).unref()
  socket.on('close', () => {
    clearTimeout(end)
    pass.leave()
  })
}

export type PageChannels = {
  upgrade(request: IncomingMessage, stream: Stream, head: Buffer): void
  open(): number
  close(): void
}

/** The channels of pages that were let in. `proven` hears of every stream that has become one. */
export const pageChannels = (parts: {
  readonly access: Access
  readonly sessions: Sessions
  readonly serve: (channel: Duplex) => void
  readonly proven: (stream: Stream) => void
}): PageChannels => {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    perMessageDeflate: false,
    handleProtocols: () => webProtocol,
  })
  const welcome = (pass: Pass, socket: WebSocket): void => {
    keepWithin(pass, socket)
    socket.send(pass.proof)
    carry(socket, parts.serve)
  }
  return {
    upgrade: (request, stream, head) => {
      stream.on('error', () => stream.destroy())
      if (parts.access.judgeScript(request.headers) !== null) return refuse(stream, '403 Forbidden')
      if (request.url !== webChannelPath) return refuse(stream, '404 Not Found')
      const pass = parts.sessions.admit(introducedIn(request.headers))
      if (pass === null) return refuse(stream, '403 Forbidden')
      stream.on('close', pass.leave)
      parts.proven(stream)
      sockets.handleUpgrade(request, stream, head, (socket) => welcome(pass, socket))
    },
    open: () => sockets.clients.size,
    close: () => {
      for (const socket of sockets.clients) socket.terminate()
    },
  }
}
