import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex as Stream } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { webChannelPath } from '../../../shared/channel/bridge.ts'
import { type Duplex, duplexOver } from '../../../shared/channel/duplex.ts'
import { pageIcon } from '../../tray/icons.ts'
import { contentSecurityPolicy, securityHeaders } from '../content-security-policy.ts'
import { readPageFile } from '../page-files.ts'
import { CannotStart } from '../start-failure.ts'
import { type Access, createAccess } from './access.ts'
import { refusalPage } from './refusal-page.ts'

export type WebServer = {
  freshUrl(): string
  /** How many pages are open now. */
  pages(): number
  close(): Promise<void>
}

export type WebServerOptions = {
  readonly port: number
  /** The built pages. */
  readonly root: string
  readonly serve: (channel: Duplex) => void
}

const largestMessage = 32 * 1024 * 1024

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const known = error.code === 'EADDRINUSE' || error.code === 'EACCES'
      reject(
        known
          ? new CannotStart({ kind: 'report', report: { code: 'port-occupied', params: { port } } })
          : error,
      )
    })
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })

const urlOf = (request: IncomingMessage): URL | null => URL.parse(request.url ?? '/', 'http://127.0.0.1')

const plain = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { ...securityHeaders, 'Content-Type': 'text/html; charset=utf-8' })
  response.end(text)
}

const sendIcon = (response: ServerResponse): void => {
  response.writeHead(200, {
    ...securityHeaders,
    'Content-Type': 'image/png',
    'Cache-Control': 'private, max-age=86400',
  })
  response.end(pageIcon())
}

const sendFile = async (response: ServerResponse, root: string, url: URL, channel: string): Promise<void> => {
  if (url.pathname === '/favicon.ico') return sendIcon(response)
  const file = await readPageFile(root, url.pathname)
  if (file === null) return plain(response, 404, refusalPage('missing'))
  response.writeHead(200, {
    ...securityHeaders,
    'Content-Type': file.type,
    'Cache-Control': url.pathname.startsWith('/assets/')
      ? 'private, max-age=31536000, immutable'
      : 'no-store',
    ...(file.nonce === null ? {} : { 'Content-Security-Policy': contentSecurityPolicy(file.nonce, channel) }),
  })
  response.end(file.body)
}

const answerPage = async (
  request: IncomingMessage,
  response: ServerResponse,
  access: Access,
  root: string,
): Promise<void> => {
  const url = urlOf(request)
  if (url === null) return plain(response, 400, refusalPage('missing'))
  const verdict = access.judgePage({ headers: request.headers, url })
  switch (verdict.kind) {
    case 'refuse':
      return plain(response, 403, refusalPage(verdict.why === 'token' ? 'token' : 'foreign'))
    case 'enter':
      response.setHeader('Set-Cookie', verdict.cookie)
      response.writeHead(303, { ...securityHeaders, 'Cache-Control': 'no-store', Location: '/' })
      return void response.end()
    case 'clean':
      response.writeHead(303, { ...securityHeaders, Location: '/' })
      return void response.end()
    case 'serve':
      if (request.method !== 'GET' && request.method !== 'HEAD')
        return plain(response, 405, refusalPage('missing'))
      return sendFile(response, root, url, access.origin.replace('http', 'ws'))
  }
}

const contentOf = (data: RawData, binary: boolean): string | Uint8Array => {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)
  return binary ? new Uint8Array(bytes) : bytes.toString('utf8')
}

/** Carries the contract over one WebSocket. */
const carry = (socket: WebSocket, serve: (channel: Duplex) => void): void => {
  const end = duplexOver((message) => {
    if (typeof message === 'string' || message instanceof Uint8Array) socket.send(message)
    else throw new TypeError('only text and bytes travel on a WebSocket')
    // A page that no longer reads (a frozen tab) is let go; it connects again when it wakes.
    if (socket.bufferedAmount > largestMessage) socket.terminate()
  })
  socket.on('message', (data, binary) => end.arrive(contentOf(data, binary)))
  socket.on('error', () => socket.terminate())
  socket.on('close', () => end.leave())
  serve(end.duplex)
}

const upgradeWith = (sockets: WebSocketServer, access: Access, serve: (channel: Duplex) => void) => {
  return (request: IncomingMessage, stream: Stream, head: Buffer): void => {
    const url = urlOf(request)
    stream.on('error', () => stream.destroy())
    if (url === null || access.judgeChannel({ headers: request.headers, url }).kind !== 'serve')
      return void stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    if (url.pathname !== webChannelPath)
      return void stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    sockets.handleUpgrade(request, stream, head, (socket) => carry(socket, serve))
  }
}

/** Serves the pages and the contract on the loopback address. */
export const startWebServer = async ({ port, root, serve }: WebServerOptions): Promise<WebServer> => {
  const server = createServer()
  const access = createAccess(await listen(server, port))
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    perMessageDeflate: false,
  })
  server.on('request', (request, response) => {
    answerPage(request, response, access, root).catch(() => response.destroy())
  })
  server.on('upgrade', upgradeWith(sockets, access, serve))
  return {
    freshUrl: access.freshUrl,
    pages: () => sockets.clients.size,
    close: () => {
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
