import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { Visit } from '../../../../src/ra/http/visit.ts'
import type { Services } from '../../../../src/ra/services.ts'

type Wish = {
  readonly path?: string
  readonly method?: string
  readonly services?: Partial<Services>
  readonly body?: Uint8Array
}

/** A visit to a door, and what was answered. */
export function visitTo({ path = '/', method = 'GET', services = {}, body }: Wish = {}) {
  const request = new IncomingMessage(new Socket())
  Object.assign(request, { method, url: path })
  if (body !== undefined) request.push(body)
  request.push(null)
  const response = new ServerResponse(request)
  const told: { status: number; headers: Record<string, unknown>; body: Buffer | null } = {
    ...{ status: 0, headers: {}, body: null },
  }
  response.writeHead = (status: number, ...rest: unknown[]) => {
    told.status = status
    Object.assign(told.headers, rest.at(-1))
    return response
  }
  response.end = (chunk?: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) told.body = Buffer.from(chunk)
    return response
  }
  const trace: Visit['trace'] = { id: 'n', route: 'unknown', code: null }
  const visit: Visit = {
    ...{ request, response, method, path, search: '', address: '192.0.2.1', trace },
    ...{ headers: { 'x-given': '1' }, services: services as Services },
  }
  return { visit, told, trace }
}
