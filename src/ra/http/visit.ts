import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import { raErrorKind, raErrorKinds } from '../../shared/ra-contract/errors.ts'
import { defaultPauseSeconds } from '../../shared/ra-contract/refusal-report.ts'
import type { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import type { Trace } from '../trace.ts'

/** One request on its way through the doors of the server. */
export type Visit = {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly method: string
  readonly path: string
  /** What follows the question mark. */
  readonly search: string
  readonly address: string
  /** Headers that every answer carries. */
  readonly headers: Headers
  readonly services: Services
  readonly trace: Trace
}

export type Headers = Readonly<Record<string, string>>

/** A part of the server that answers some paths; false means that the next part must be asked. */
export type Door = (visit: Visit) => Promise<boolean>

type Arrived = Pick<Visit, 'request' | 'response' | 'services' | 'headers' | 'trace'>

export function visitOf(arrived: Arrived): Visit {
  const { request } = arrived
  const raw = request.url ?? '/'
  const mark = raw.indexOf('?')
  return {
    ...arrived,
    method: request.method ?? 'GET',
    path: mark < 0 ? raw : raw.slice(0, mark),
    search: mark < 0 ? '' : raw.slice(mark + 1),
    address: request.socket.remoteAddress ?? 'unknown',
  }
}

/** What an answer needs of a visit. */
export type Answerable = Pick<Visit, 'response' | 'method' | 'headers' | 'trace'>

/** Answers in one write: all headers at once, with the length known beforehand. */
export function answer(
  visit: Answerable,
  status: number,
  type: string,
  body: string | Uint8Array,
  headers: Headers = {},
): true {
  visit.response.writeHead(status, {
    ...visit.headers,
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    ...(status === 503 ? { 'retry-after': String(defaultPauseSeconds) } : {}),
    ...headers,
  })
  visit.response.end(visit.method === 'HEAD' ? undefined : body)
  return true
}

export function redirect(visit: Visit, status: 303 | 308, location: string): true {
  visit.response.writeHead(status, { ...visit.headers, location, 'content-length': 0 }).end()
  return true
}

export function answerRefusal(visit: Answerable, refusal: Refusal): true {
  visit.trace.code = refusal.code
  const { status, body } = refusalBody(refusal, visit.trace)
  return answer(visit, status, 'application/json', body, status === 413 ? { connection: 'close' } : {})
}

/** A whole answer for a connection on which no request was understood. */
export function rawRefusal(refusal: Refusal): string {
  const { status, body } = refusalBody(refusal)
  const headers = ['connection: close', 'content-type: application/json', `content-length: ${body.length}`]
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers.join('\r\n')}\r\n\r\n${body}`
}

/** What a refusal says; with the number of the request, by which the log can be searched. */
export function refusalData({ code, params }: Refusal, trace?: Trace) {
  return { code, params, ...(trace === undefined ? {} : { requestId: trace.id }) }
}

/** The JSON of the contract's errors, for refusals before the contract is reached. */
function refusalBody(refusal: Refusal, trace?: Trace) {
  const kind = raErrorKind(refusal.code)
  const status = raErrorKinds[kind]
  const data = refusalData(refusal, trace)
  const body = JSON.stringify({ defined: true, code: kind, status, message: refusal.code, data })
  return { status, body }
}
