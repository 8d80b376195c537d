import { createServer, type ServerResponse } from 'node:http'
import { listen } from '../http/listen.ts'
import { isLoopback, isLoopbackName } from '../http/loopback.ts'
import { type Figures, sumOf } from './figures.ts'

/** Whoever scrapes sends a line and a few headers, and reads at once. */
const limits = { maxHeaderSize: 8 * 1024, headersTimeout: 5000, requestTimeout: 5000 } as const
const SLOWEST_READER = 10_000
const MOST_CONNECTIONS = 16

export type MetricsAt = { readonly host: string; readonly port: number }

export type ServedMetrics = { readonly url: string; readonly close: () => void }

/**
 * Serves the figures of all processes, added up, at `/metrics` of a port of their own: they tell what the authority
 * earns and how busy it is, and the public port has no login for machines.
 */
export async function serveMetrics(
  { host, port }: MetricsAt,
  figures: () => Promise<readonly Figures[]>,
  log: (line: string) => void,
): Promise<ServedMetrics> {
  const text = shared(() => merged(figures))
  const server = createServer(limits, (request, response) => {
    const isAsked = (request.method === 'GET' || request.method === 'HEAD') && request.url === '/metrics'
    // A foreign name comes from a page that rebinds its own name.
    const isForUs = !isLoopback(host) || isLoopbackName(request.headers.host)
    if (!isAsked || !isForUs) return answer(response, 404, 'text/plain', '')
    text().then(
      ({ body, type }) => answer(response, 200, type, body),
      (error: unknown) => {
        log(`fault: no metrics: ${String(error)}`)
        answer(response, 500, 'text/plain', '')
      },
    )
  })
  server.maxConnections = MOST_CONNECTIONS
  server.timeout = SLOWEST_READER
  const listening = await listen(server, host, [port])
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${listening}/metrics`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    ...{ 'content-type': type, 'content-length': Buffer.byteLength(body) },
    ...{ connection: 'close', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
  })
  response.end(body)
}

type Text = { readonly body: string; readonly type: string }

async function merged(figures: () => Promise<readonly Figures[]>): Promise<Text> {
  const registry = sumOf(await figures())
  return { body: await registry.metrics(), type: registry.contentType }
}

/** Those who ask at once get one answer. */
function shared<T>(make: () => Promise<T>): () => Promise<T> {
  let making: Promise<T> | null = null
  return () => {
    making ??= make().finally(() => {
      making = null
    })
    return making
  }
}
