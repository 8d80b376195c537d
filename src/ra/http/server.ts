import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { Socket } from 'node:net'
import { cannotStart } from '../cannot-start.ts'
import { faultRefusal } from '../full-disk.ts'
import type { Meter, Outcome } from '../meter.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import { inCourseOf, outcomeOf, type Trace, traceOf } from '../trace.ts'
import { assured } from './assured.ts'
import { guardConnections } from './connections.ts'
import { isLoopbackName } from './loopback.ts'
import { answerProbe, type Readiness } from './probes.ts'
import { answerRefusal, type Door, type Headers, rawRefusal, type Visit, visitOf } from './visit.ts'
import { type Workload, workload } from './workload.ts'

export type Tls = { readonly key: string; readonly cert: string }

/**
 * How many requests are worked on at a time, not counting those that are still being sent. Others are asked to come
 * back.
 */
const AT_ONCE = 512

const options = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 2_000,
} as const

const securityHeaders: Headers = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
}
const overTls: Headers = { ...securityHeaders, 'strict-transport-security': 'max-age=31536000' }

/** For input that is not HTTP, is too slow, or has endless headers: there is no request yet that could be answered. */
const notHttp = rawRefusal(new Refusal('bad-payload', { field: 'http' }))

/** What a server is, whatever it serves. */
export type Frame = {
  readonly tls: Tls | null
  /** Which of several processes this is; 0: the only one. */
  readonly worker: number
  readonly meter: Meter
  /** Addresses of proxies whose numbers of requests are taken over. */
  readonly proxies: readonly string[]
  /** Is told of every request that has ended. */
  readonly ended: (request: Ended) => void
}

/** What is told of a request that has ended: nothing that a client has written. */
export type Ended = Trace & {
  readonly outcome: Outcome
  readonly status: number
  readonly milliseconds: number
}

/** The server with its limits. `house` exists once the authority has been opened. */
export function createHttpServer(
  house: () => House | null,
  { tls, worker, meter, proxies, ended }: Frame,
): Server {
  const load = workload()
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const trace = traceOf(request, proxies)
    const began = performance.now()
    response.once('close', () => {
      const [outcome, took] = [outcomeOf(response), performance.now() - began]
      meter.answered(trace.route, outcome, took / 1000)
      ended({ ...trace, outcome, status: response.statusCode, milliseconds: Math.round(took) })
    })
    void inCourseOf(trace, () => receive({ house: house(), load, worker, trace }, request, response))
  }
  const server =
    tls === null
      ? createServer(options, listener)
      : cannotStart('cannot use the TLS key and certificate', () =>
          createTlsServer({ ...options, ...tls }, listener),
        )
  server.maxHeadersCount = 64
  // For a client that does not read the answer that it asked for.
  server.timeout = 60_000
  guardConnections(server)
  server.on('connection', (socket: Socket) => {
    meter.connected(1)
    socket.once('close', () => meter.connected(-1))
  })
  server.on('clientError', (_error, socket) => {
    // A browser opens connections before it needs them, and would show an answer that it never asked for as the page.
    if (socket instanceof Socket && socket.bytesRead === 0) return void socket.destroy()
    if (socket.writable) socket.end(notHttp)
    else socket.destroy()
  })
  return server
}

export type House = {
  readonly services: Services
  readonly doors: readonly Door[]
  readonly tls: boolean
  /**
   * The server is reachable from this machine only, so a foreign name in the Host header comes from a page that
   * rebinds its own name.
   */
  readonly loopbackOnly: boolean
  readonly readiness: () => Promise<Readiness>
  /** It takes no new connections, and those that are open end with their next answer. */
  readonly isDraining: () => boolean
}

type Place = {
  readonly house: House | null
  readonly load: Workload
  readonly worker: number
  readonly trace: Trace
}

async function receive(
  { house, load, worker, trace }: Place,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // All headers go to `writeHead` at once; one that is set before makes Node go through them one by one.
  const headers = {
    ...(house?.tls ? overTls : securityHeaders),
    ...(house?.isDraining() ? { connection: 'close' } : {}),
    'x-request-id': trace.id,
  }
  if (await answerProbe({ request, response, headers, worker, trace, readiness: () => readinessOf(house) }))
    return
  if (house === null) {
    answerRefusal({ response, headers, trace, method: request.method ?? 'GET' }, new Refusal('server-busy'))
    return
  }
  const visit = visitOf({ request, response, services: house.services, headers, trace })
  await load.during(request, async () => {
    try {
      if (load.isOver(AT_ONCE)) throw new Refusal('server-busy')
      await passDoors(house, visit)
    } catch (error) {
      refuse(visit, await assured(error, house.services))
    }
  })
}

async function readinessOf(house: House | null): Promise<Readiness> {
  if (house === null) return 'starting'
  return house.isDraining() ? 'draining' : house.readiness()
}

async function passDoors(house: House, visit: Visit): Promise<void> {
  if (house.loopbackOnly && !isLoopbackName(visit.request.headers.host)) throw new Refusal('not-found')
  for (const door of house.doors) if (await door(visit)) return
  throw new Refusal('not-found')
}

function refuse(visit: Visit, error: unknown): void {
  if (!(error instanceof Refusal) && !isGone(error)) {
    visit.services.log(`fault: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  }
  const refusal = error instanceof Refusal ? error : faultRefusal(error)
  if (visit.response.headersSent) visit.response.destroy()
  else answerRefusal(visit, refusal)
}

/** The client went away in the middle of its own request. */
function isGone(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'ABORT_ERR')
  )
}
