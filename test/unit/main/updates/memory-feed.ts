import { randomBytes } from 'node:crypto'
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { publicHex, signedFeed } from '../../../../scripts/release/feed.ts'
import type { FeedServer } from '../../../../src/main/updates/feed-server.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import type { Manifest } from '../../../../src/shared/updates/manifest.ts'
import { fileOf, manifestWith, newKey } from '../../../flow/updates/feed.ts'

export const address = 'https://updates.example/stable/manifest.json'

/** One answer to a request for a package. */
export type PackageAnswer = {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly chunks?: readonly Uint8Array[]
  /** After the chunks. */
  readonly error?: Error
  /** Before the chunks. */
  readonly until?: Promise<unknown>
}

const cutOff = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const end = (): void => reject(new Error('cut off'))
    if (signal.aborted) end()
    signal.addEventListener('abort', end)
  })

/** A feed in memory: what is asked of it, and the answers that a test has given it. */
export const memoryFeed = (bytes: Uint8Array = randomBytes(2_000)) => {
  const key = newKey()
  const asked: string[] = []
  const ranges: Readonly<Record<string, string>>[] = []
  const state: {
    manifest: Manifest
    trouble: Error | null
    until: Promise<unknown> | null
    answers: PackageAnswer[]
    stopped: boolean
  } = {
    manifest: manifestWith({ files: [fileOf(bytes)] }),
    trouble: null,
    until: null,
    answers: [],
    stopped: false,
  }
  const waiting = new WeakMap<IncomingMessage, PackageAnswer & { readonly signal: AbortSignal }>()
  const messages: IncomingMessage[] = []
  const server: FeedServer = {
    small: async (url, _mostBytes, signal) => {
      asked.push(url.href)
      if (state.until !== null) await Promise.race([state.until, cutOff(signal)])
      if (state.trouble !== null) throw state.trouble
      const { bytes: manifest, signatures } = signedFeed(state.manifest, [key])
      return url.href.endsWith('.sig') ? signatures : manifest
    },
    open: async (url, headers, signal) => {
      asked.push(url.href)
      ranges.push(headers)
      const answer = state.answers.shift() ?? { chunks: [bytes] }
      const message = new IncomingMessage(new Socket())
      message.statusCode = answer.status ?? 200
      Object.assign(message.headers, answer.headers)
      messages.push(message)
      waiting.set(message, { ...answer, signal })
      return message
    },
    takeAll: async (message, mostBytes, take) => {
      const answer = waiting.get(message)
      if (answer === undefined) throw new Error('a body that nobody sent')
      if (answer.until !== undefined) await Promise.race([answer.until, cutOff(answer.signal)])
      let left = mostBytes
      for (const chunk of answer.chunks ?? []) {
        left -= chunk.length
        if (left < 0) throw new AssistantError('update-answer-wrong')
        await take(chunk)
      }
      if (answer.error !== undefined) throw answer.error
    },
    stop: () => {
      state.stopped = true
    },
  }
  return { ...{ bytes, asked, ranges, state, server, messages }, keys: [publicHex(key)] }
}

export type MemoryFeed = ReturnType<typeof memoryFeed>
