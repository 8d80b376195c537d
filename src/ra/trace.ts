import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Outcome } from './meter.ts'

/** What is told of a request, in figures, in the log and to whoever sent it. */
export type Trace = {
  /** By this number the desk and the operator mean the same request. */
  readonly id: string
  /** What was asked for, in a word of ours: never the path as it came. Whoever recognises the request writes it here. */
  route: string
  /** The code of the refusal, if it was refused. */
  code: string | null
}

const wellFormed = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/

/** A proxy that we trust may have numbered the request already. Anybody else could make two requests look like one. */
export function traceOf({ headers, socket }: IncomingMessage, proxies: readonly string[]): Trace {
  const given = headers['x-request-id']
  const from = socket.remoteAddress?.replace(/^::ffff:/, '') ?? ''
  const isTaken = proxies.includes(from) && typeof given === 'string' && wellFormed.test(given)
  return { id: isTaken ? given : randomUUID(), route: 'unknown', code: null }
}

/** The request in whose course something happens; none: it happens by itself. */
const current = new AsyncLocalStorage<Trace>()

export const inCourseOf = <T>(trace: Trace, work: () => T): T => current.run(trace, work)

export const currentTrace = (): Trace | undefined => current.getStore()

export function outcomeOf({ writableEnded, statusCode }: ServerResponse): Outcome {
  if (!writableEnded) return 'gone'
  if (statusCode < 400) return 'answered'
  if (statusCode === 503) return 'busy'
  return statusCode < 500 ? 'refused' : 'fault'
}
