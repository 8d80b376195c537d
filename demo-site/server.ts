import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { z } from 'zod'
import { makeLoopbackCertificate } from '../src/main/loopback-trust/loopback-certificate.ts'
import type { Authority } from './authority.ts'
import { createChecks, type Judgement } from './checks.ts'

export type DemoSiteOptions = {
  readonly authority: Authority
  /** Where the built SDK lies. */
  readonly sdk: string
  readonly port?: number
  /** The name under which browsers know the site. */
  readonly host?: string
}

export type DemoSite = { readonly origin: string; readonly port: number; close(): void }

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
}

const loopback = ['http', 'https', 'ws', 'wss']
  .flatMap((scheme) => [`${scheme}://127.0.0.1:*`, `${scheme}://localhost:*`])
  .join(' ')
const policy = `default-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self' ${loopback}`
const mostBody = 8 * 1024 * 1024

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    size += part.length
    if (size > mostBody) throw new Error('too large')
    parts.push(part)
  }
  return JSON.parse(Buffer.concat(parts).toString('utf8'))
}

const posted = {
  '/api/sign-in': z.object({ signed: z.unknown() }),
  '/api/signed': z.object({ signed: z.unknown(), content: z.base64() }),
  '/api/message': z.object({ message: z.string() }),
  '/api/bare': z.object({ certificate: z.string(), signature: z.string() }),
} as const

type Session = { nonce: string; readonly at: number }

/** Sessions by their cookie; each has the nonce that it was given last. */
const createSessions = () => {
  const sessions = new Map<string, Session>()
  const idOf = ({ headers }: IncomingMessage): string =>
    /(?:^|; )demo=([0-9a-f]{32})/.exec(headers.cookie ?? '')?.[1] ?? ''
  return {
    renew: (request: IncomingMessage, nonce: string): string => {
      const id = sessions.has(idOf(request)) ? idOf(request) : randomBytes(16).toString('hex')
      if (sessions.size > 10_000) sessions.clear()
      sessions.set(id, { nonce, at: Date.now() })
      return `demo=${id}; HttpOnly; Secure; SameSite=Lax; Path=/`
    },
    nonce: (request: IncomingMessage): string | null => sessions.get(idOf(request))?.nonce ?? null,
  }
}

export const startDemoSite = async (options: DemoSiteOptions): Promise<DemoSite> => {
  const { authority, sdk, port = 0, host = '127.0.0.1' } = options
  const { chain, key } = makeLoopbackCertificate(new Date())
  const sessions = createSessions()
  let origin = ''
  const checks = createChecks(authority, () => [origin])

  const json = (answer: ServerResponse, value: unknown, headers: Record<string, string> = {}): void => {
    answer.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers })
    answer.end(JSON.stringify(value))
  }

  const judge = async (path: keyof typeof posted, nonce: string, body: unknown): Promise<Judgement> => {
    switch (path) {
      case '/api/sign-in':
        return checks.signIn(nonce, posted[path].parse(body).signed)
      case '/api/signed': {
        const { signed, content } = posted[path].parse(body)
        return checks.signed(nonce, signed, Buffer.from(content, 'base64'))
      }
      case '/api/message':
        return checks.message(nonce, posted[path].parse(body).message)
      case '/api/bare': {
        const { certificate, signature } = posted[path].parse(body)
        return checks.bare(nonce, certificate, signature)
      }
    }
  }

  const serveFile = (path: string, answer: ServerResponse): void => {
    const name = path === '/' ? '/index.html' : path
    const folder = name.startsWith('/cert-assistant.') ? sdk : join(import.meta.dirname, 'pages')
    if (!/^\/[a-z-]+\.[a-z]+$/.test(name)) return void answer.writeHead(404).end()
    const content = readFileSync(join(folder, name))
    const type = types[extname(name)] ?? 'application/octet-stream'
    answer.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(content)
  }

  const serve = async (request: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? '/', 'https://demo').pathname
    if (path === '/api/nonce') {
      const nonce = checks.newNonce()
      return json(
        answer,
        { nonce, server: checks.server(nonce) },
        { 'set-cookie': sessions.renew(request, nonce) },
      )
    }
    if (!(path in posted)) return serveFile(path, answer)
    const nonce = sessions.nonce(request)
    if (request.method !== 'POST' || nonce === null) return void answer.writeHead(400).end()
    json(answer, await judge(path as keyof typeof posted, nonce, await bodyOf(request)))
  }

  const server = createServer({ cert: chain, key }, (request, answer) => {
    serve(request, answer).catch(() => {
      if (!answer.headersSent) answer.writeHead(404)
      answer.end()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const bound = (server.address() as AddressInfo).port
  origin = `https://${host}:${bound}`
  const close = (): void => {
    server.closeAllConnections()
    server.close()
  }
  return { origin, port: bound, close }
}
