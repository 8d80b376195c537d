import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { AssistantError, isAssistantError, type PlainErrorCode } from '../../shared/errors/index.ts'
import type { ProxyChoice } from '../../shared/models/index.ts'
import { type Agents, createAgents } from '../authority/agents.ts'
import { networkProblem } from '../authority/network-problem.ts'
import { proxyFor } from '../authority/proxy.ts'
import type { Shell } from '../shell/shell.ts'

export type Patience = {
  /** For the head of an answer, and for a small file as a whole. */
  readonly answerMs: number
  /** In every such time so many bytes of a package must come. */
  readonly windowMs: number
  readonly windowBytes: number
}

export const usualPatience: Patience = { answerMs: 30_000, windowMs: 60_000, windowBytes: 64 * 1024 }

export type FeedServer = {
  /** A small file as a whole. */
  small(url: URL, mostBytes: number, signal: AbortSignal): Promise<Buffer>
  /** An answer whose body has not been read. */
  open(url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<IncomingMessage>
  /** Reads a body that must not be longer than was said. */
  takeAll(
    message: IncomingMessage,
    mostBytes: number,
    take: (bytes: Uint8Array) => Promise<void>,
  ): Promise<void>
  stop(): void
}

const wrong = (cause?: unknown) => new AssistantError('update-answer-wrong', {}, cause)
const slow = (cause?: unknown) => new AssistantError('update-slow', {}, cause)

const byNetwork: Readonly<Record<string, PlainErrorCode>> = {
  'network-tls': 'update-insecure',
  'network-timeout': 'update-slow',
  'authority-answer-unreadable': 'update-answer-wrong',
  unexpected: 'unexpected',
}

/** Every failure on the way, as this business says it. */
const problemOf = (error: unknown, proxied: boolean): AssistantError => {
  if (isAssistantError(error)) return error
  const { code } = networkProblem(error, proxied)
  return new AssistantError(byNetwork[code] ?? 'update-unreachable', {}, error)
}

/** An answer that leads elsewhere is not followed: what was signed names no other place. */
const refuseElsewhere = ({ statusCode = 0, headers }: IncomingMessage): void => {
  if ((statusCode >= 300 && statusCode < 400) || statusCode === 511)
    throw new AssistantError('update-redirected')
  // Nothing is unpacked, so that a few bytes never become many.
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw wrong()
  if (statusCode >= 500 || statusCode === 407) throw new AssistantError('update-unreachable')
}

const lengthOf = ({ headers }: IncomingMessage): number | null => {
  const said = headers['content-length']
  return said === undefined ? null : Number(said)
}

/** Files of the feed and nothing else: no redirections, no encodings, no more bytes than expected. */
export const createFeedServer = (parts: {
  readonly proxy: () => ProxyChoice
  readonly shell: Pick<Shell, 'resolveProxy'>
  readonly patience?: Patience
  readonly agents?: Agents
}): FeedServer => {
  const { patience = usualPatience, agents = createAgents() } = parts
  const stopping = new AbortController()

  const answer = async (url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal) => {
    const proxy = await proxyFor(url, parts.proxy(), parts.shell)
    const make = url.protocol === 'https:' ? httpsRequest : httpRequest
    const all = { accept: '*/*', 'accept-encoding': 'identity', 'cache-control': 'no-cache', ...headers }
    const agent = agents.for(url, proxy)
    return new Promise<IncomingMessage>((resolve, reject) => {
      const call = make(url, { agent, signal: AbortSignal.any([signal, stopping.signal]), headers: all })
      const late = setTimeout(() => call.destroy(slow()), patience.answerMs)
      call.once('close', () => clearTimeout(late))
      call.once('response', (message) => {
        clearTimeout(late)
        resolve(message)
      })
      call.on('error', (error) => reject(problemOf(error, proxy !== null)))
      call.end()
    })
  }
  const open: FeedServer['open'] = async (url, headers, signal) => {
    const message = await answer(url, headers, signal)
    try {
      refuseElsewhere(message)
    } catch (error) {
      message.destroy()
      throw error
    }
    return message
  }
  const takeAll: FeedServer['takeAll'] = async (message, mostBytes, take) => {
    let [length, before] = [0, 0]
    const watch = setInterval(() => {
      if (length - before < patience.windowBytes) message.destroy(slow())
      before = length
    }, patience.windowMs)
    try {
      if ((lengthOf(message) ?? 0) > mostBytes) throw wrong()
      for await (const chunk of message as AsyncIterable<Uint8Array>) {
        length += chunk.length
        if (length > mostBytes) throw wrong()
        await take(chunk)
      }
      if (!message.complete) throw new AssistantError('update-unreachable')
    } catch (error) {
      throw problemOf(error, false)
    } finally {
      clearInterval(watch)
      message.destroy()
    }
  }
  return {
    open,
    takeAll,
    small: async (url, mostBytes, signal) => {
      const message = await open(url, {}, signal)
      const late = setTimeout(() => message.destroy(slow()), patience.answerMs)
      const chunks: Uint8Array[] = []
      try {
        if (message.statusCode !== 200) throw wrong()
        await takeAll(message, mostBytes, async (chunk) => void chunks.push(chunk))
        return Buffer.concat(chunks)
      } finally {
        clearTimeout(late)
        message.destroy()
      }
    },
    stop: () => {
      stopping.abort()
      agents.destroy()
    },
  }
}
