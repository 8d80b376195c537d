import { type Agent, request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { AssistantError } from '../../shared/errors/index.ts'
import type { Answer } from './answer-problem.ts'

export type ExchangeLimits = {
  /** The time for the whole exchange, from connecting to the last byte. */
  readonly milliseconds: number
  readonly answerBytes: number
}

const unreadable = (cause?: unknown) => new AssistantError('authority-answer-unreadable', {}, cause)

const readBody = async (message: IncomingMessage, limit: number): Promise<Uint8Array<ArrayBuffer>> => {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of message as AsyncIterable<Uint8Array>) {
    length += chunk.length
    if (length > limit) throw unreadable()
    chunks.push(chunk)
  }
  if (!message.complete) throw unreadable()
  return new Uint8Array(Buffer.concat(chunks))
}

const headersOf = (message: IncomingMessage): Headers => {
  const headers = new Headers()
  for (const [name, value] of Object.entries(message.headers))
    if (typeof value === 'string') headers.set(name, value)
  return headers
}

/** The answer. A body that breaks off is an unreadable answer, but a timeout remains a timeout. */
const answerOf = async (message: IncomingMessage, limit: number, signal: AbortSignal): Promise<Answer> => {
  try {
    const body = await readBody(message, limit)
    return { status: message.statusCode ?? 0, headers: headersOf(message), body }
  } catch (error) {
    message.destroy()
    throw signal.aborted ? error : unreadable(error)
  }
}

const send = (
  url: URL,
  options: { method: string; headers: Record<string, string>; agent: Agent; signal: AbortSignal },
  body: Buffer,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const start = url.protocol === 'https:' ? httpsRequest : httpRequest
    const call = start(url, options)
    call.once('response', resolve)
    call.on('error', reject)
    call.end(body)
  })

/** One request and its whole answer, limited in time and size. Rejects with the system's error. */
export const exchange = async (
  request: Request,
  agent: Agent,
  limits: ExchangeLimits,
  stopped: AbortSignal,
): Promise<Answer> => {
  const deadline = AbortSignal.timeout(limits.milliseconds)
  const signal = AbortSignal.any([deadline, stopped, request.signal])
  const body = Buffer.from(await request.arrayBuffer())
  const headers = { ...Object.fromEntries(request.headers), 'content-length': String(body.length) }
  try {
    const message = await send(new URL(request.url), { method: request.method, headers, agent, signal }, body)
    return await answerOf(message, limits.answerBytes, signal)
  } catch (error) {
    if (deadline.aborted) throw new AssistantError('network-timeout', {}, error)
    if (signal.aborted) throw new AssistantError('cancelled-by-user', {}, error)
    throw error
  }
}
