import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from '../../../shared/channel/duplex.ts'
import { webEntrancePath } from '../../../shared/channel/web-entrance.ts'
import { pageIcon } from '../../tray/icons.ts'
import { contentSecurityPolicy, scriptPolicy, securityHeaders } from '../content-security-policy.ts'
import { boundCrowd } from '../crowd.ts'
import { readPageFile } from '../page-files.ts'
import { CannotStart } from '../start-failure.ts'
import { type Access, createAccess } from './access.ts'
import { type PageChannels, pageChannels } from './page-channel.ts'
import { refusalPage } from './refusal-page.ts'
import { createSessions, type SessionLimits, type Sessions } from './sessions.ts'

export type FreshAddress = { readonly url: string; readonly token: string }

export type WebServer = {
  readonly origin: string
  /** An address that lets one page in, once and only for a short time. */
  freshAddress(): FreshAddress
  /** How many pages are open now. */
  pages(): number
  close(): Promise<void>
}

export type WebServerOptions = {
  readonly port: number
  /** The built pages. */
  readonly root: string
  readonly serve: (channel: Duplex) => void
  readonly limits?: SessionLimits
  /** Hears of every token that was used or has expired. */
  readonly forgotten?: (token: string) => void
}

/** As much as browsers store for one address. Pages on other ports can fill that up, and we must still read it. */
const mostHeaderBytes = 1024 * 1024

const patience = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: mostHeaderBytes,
}

/** How long a connection may be idle. */
const longestStillness = 30_000

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
  response.writeHead(status, {
    ...securityHeaders,
    'Content-Type': 'text/html; charset=utf-8',
    Connection: 'close',
  })
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
    'Content-Security-Policy':
      file.nonce === null ? scriptPolicy : contentSecurityPolicy(file.nonce, channel),
  })
  response.end(file.body)
}

const longestToken = 200

const textOf = async (request: IncomingMessage): Promise<string> => {
  let text = ''
  for await (const part of request.setEncoding('utf8')) {
    text += part
    if (text.length > longestToken) return ''
  }
  return text
}

/** Exchanges a one-time token for a session. */
const answerEntrance = async (
  request: IncomingMessage,
  response: ServerResponse,
  access: Access,
  sessions: Sessions,
): Promise<void> => {
  if (access.judgeScript(request.headers) !== null) return plain(response, 403, refusalPage('foreign'))
  const session = sessions.enter(await textOf(request))
  if (session === null) return plain(response, 403, refusalPage('token'))
  response.writeHead(200, {
    ...securityHeaders,
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
  })
  response.end(JSON.stringify(session))
}

const answer =
  (root: string, access: Access, sessions: Sessions) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = urlOf(request)
    if (url === null) return plain(response, 400, refusalPage('missing'))
    if (access.judgePage(request.headers) !== null) return plain(response, 403, refusalPage('foreign'))
    if (request.method === 'POST' && url.pathname === webEntrancePath)
      return answerEntrance(request, response, access, sessions)
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return plain(response, 405, refusalPage('missing'))
    return sendFile(response, root, url, access.origin.replace('http', 'ws'))
  }

const closing = (server: Server, channels: PageChannels) => (): Promise<void> => {
  channels.close()
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

/** Serves the pages and the contract on the loopback address. */
export const startWebServer = async (options: WebServerOptions): Promise<WebServer> => {
  const { port, root, serve, limits, forgotten } = options
  const server = createServer(patience)
  server.setTimeout(longestStillness)
  const crowd = boundCrowd(server)
  const access = createAccess(await listen(server, port))
  const sessions = createSessions(limits, forgotten)
  const channels = pageChannels({ access, sessions, serve, proven: crowd.admit })
  const answerRequest = answer(root, access, sessions)
  server.on('request', (request, response) => {
    answerRequest(request, response).catch(() => response.destroy())
  })
  server.on('upgrade', channels.upgrade)
  return {
    origin: access.origin,
    freshAddress: () => {
      const token = sessions.freshToken()
      return { url: `${access.origin}/?token=${token}`, token }
    },
    pages: channels.open,
    close: closing(server, channels),
  }
}
