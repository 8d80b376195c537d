import type { Agent, IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { AssistantError } from '../../shared/errors/index.ts'
import type { ProxyChoice } from '../../shared/models/index.ts'
import type { Shell } from '../shell/shell.ts'
import { createAgents } from './agents.ts'
import { networkProblem } from './network-problem.ts'
import { proxyFor } from './proxy.ts'

export type FarFileLimits = {
  readonly mostBytes: number
  /** The time for the whole file. */
  readonly milliseconds: number
  /** The time without a byte. */
  readonly silentMs: number
}

export type FarFileWish = FarFileLimits & {
  readonly address: string
  readonly signal?: AbortSignal
  /** Takes the bytes as they come. */
  readonly take: (bytes: Uint8Array) => Promise<void> | void
}

export type FarFiles = {
  /** Reads a file with https. Redirections are not followed: a signed address is the whole truth. */
  read(wish: FarFileWish): Promise<void>
  stop(): void
}

const unreadable = (cause?: unknown) => new AssistantError('authority-answer-unreadable', {}, cause)

const answerOf = (url: URL, agent: Agent, signal: AbortSignal): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const call = httpsRequest(url, { agent, signal, headers: { accept: '*/*' } })
    call.once('response', resolve)
    call.on('error', reject)
    call.end()
  })

const takeAll = async (message: IncomingMessage, { take, mostBytes, silentMs }: FarFileWish) => {
  let length = 0
  message.setTimeout(silentMs, () => message.destroy(new AssistantError('network-timeout')))
  for await (const chunk of message as AsyncIterable<Uint8Array>) {
    length += chunk.length
    if (length > mostBytes) throw unreadable()
    await take(chunk)
  }
  if (!message.complete) throw unreadable()
}

/** The catalogue entry for an answer that is no file. */
const problemOf = (status: number): AssistantError | null => {
  if (status === 200) return null
  if (status === 407) return new AssistantError('network-proxy')
  if (status === 511 || (status >= 300 && status < 400)) return new AssistantError('network-portal')
  return status >= 500 ? new AssistantError('authority-fault') : unreadable()
}

/** Files of issuers that are not behind the contract of an authority. */
export const createFarFiles = (parts: {
  readonly proxy: () => ProxyChoice
  readonly shell: Pick<Shell, 'resolveProxy'>
  /** For tests: the roots in place of those of the system. */
  readonly agents?: ReturnType<typeof createAgents>
}): FarFiles => {
  const agents = parts.agents ?? createAgents()
  const stopping = new AbortController()
  return {
    read: async (wish) => {
      const url = new URL(wish.address)
      if (url.protocol !== 'https:') throw new AssistantError('input-invalid')
      const proxy = await proxyFor(url, parts.proxy(), parts.shell)
      const deadline = AbortSignal.timeout(wish.milliseconds)
      const signal = AbortSignal.any([deadline, stopping.signal, ...(wish.signal ? [wish.signal] : [])])
      let message: IncomingMessage | null = null
      try {
        message = await answerOf(url, agents.for(url, proxy), signal)
        const problem = problemOf(message.statusCode ?? 0)
        if (problem) throw problem
        await takeAll(message, wish)
      } catch (error) {
        if (deadline.aborted) throw new AssistantError('network-timeout', {}, error)
        if (signal.aborted) throw new AssistantError('cancelled-by-user', {}, error)
        throw networkProblem(error, proxy !== null)
      } finally {
        message?.destroy()
      }
    },
    stop: () => {
      stopping.abort()
      agents.destroy()
    },
  }
}
