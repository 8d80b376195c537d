import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { isWebOrigin } from '../../../shared/prompt/origin.ts'

/** The names of the loopback address. A page of another site that rebinds its own name to it has another one. */
const names: readonly string[] = ['127.0.0.1', 'localhost', '[::1]']

export const isLoopbackHost = ({ headers: { host }, socket }: IncomingMessage): boolean =>
  names.some((name) => host === `${name}:${socket.localPort}`)

/** The origin as the browser names it; null for a sandboxed frame, a file, an extension, or a program without one. */
export const originOf = ({ origin }: IncomingHttpHeaders): string | null =>
  origin !== undefined && isWebOrigin(origin) ? origin : null

const common: OutgoingHttpHeaders = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'cross-origin',
  Vary: 'Origin',
}

/**
 * CORS. It lets a page read that an assistant is here, and the answers to its own requests; whether there are any, the
 * person decides. No credentials: the assistant has no cookies.
 */
export const corsHeaders = (origin: string | null): OutgoingHttpHeaders =>
  origin === null ? common : { ...common, 'Access-Control-Allow-Origin': origin }

export const send = (
  response: ServerResponse,
  status: number,
  headers: OutgoingHttpHeaders,
  body: string,
): void => {
  response.writeHead(status, {
    ...headers,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
  })
  response.end(body)
}

/**
 * The answer to a preflight. Older engines ask by the names of Private Network Access, later drafts by those of Local
 * Network Access; today's ask the person and need neither.
 */
export const sendPreflight = (request: IncomingMessage, response: ServerResponse, origin: string): void => {
  const asks = (name: string): boolean => request.headers[name] === 'true'
  response.writeHead(204, {
    ...corsHeaders(origin),
    'Access-Control-Allow-Methods': 'GET, POST',
    'Access-Control-Allow-Headers': 'Content-Type',
    'Access-Control-Max-Age': '600',
    ...(asks('access-control-request-private-network')
      ? { 'Access-Control-Allow-Private-Network': 'true' }
      : {}),
    ...(asks('access-control-request-local-network') ? { 'Access-Control-Allow-Local-Network': 'true' } : {}),
  })
  response.end()
}
