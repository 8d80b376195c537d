import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createFeedServer, type FeedServer, usualPatience } from '../../../../src/main/updates/feed-server.ts'
import type { AssistantError } from '../../../../src/shared/errors/index.ts'
import { turn, turnsUntil } from '../moments.ts'

type Answer = (response: ServerResponse, request: IncomingMessage) => void

let answer: Answer
let feed: FeedServer
let url: URL
const seen: IncomingMessage[] = []
const server = createServer((request, response) => {
  seen.push(request)
  answer(response, request)
})
const { signal } = new AbortController()
const open = (patience = usualPatience) =>
  createFeedServer({
    ...{ proxy: () => ({ mode: 'none' }), shell: { resolveProxy: async () => 'DIRECT' }, patience },
  })

beforeEach(async () => {
  seen.length = 0
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/a.json`)
  feed = open()
})
afterEach(async () => {
  feed.stop()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const code = (pending: Promise<unknown>): Promise<string> =>
  pending.then(
    () => 'answered',
    (error: AssistantError) => error.code,
  )
const send =
  (body: string, status = 200, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) =>
    void response.writeHead(status, headers).end(body)
const endless: Answer = (response) => {
  response.writeHead(200)
  response.write('abc')
}

describe('a small file', () => {
  it('comes as a whole, and is asked for as it is', async () => {
    answer = send('abc')
    expect(String(await feed.small(url, 3, signal))).toBe('abc')
    expect(seen[0]?.headers).toMatchObject({
      ...{ accept: '*/*', 'accept-encoding': 'identity', 'cache-control': 'no-cache' },
    })
    expect([seen.length, seen[0]?.method]).toEqual([1, 'GET'])
  })

  it('is refused if it is longer than it may be, whether it says so or not', async () => {
    answer = send('abcd')
    expect(await code(feed.small(url, 3, signal))).toBe('update-answer-wrong')
    answer = (response) => {
      response.writeHead(200, { 'transfer-encoding': 'chunked' })
      response.end('abcd')
    }
    expect(await code(feed.small(url, 3, signal))).toBe('update-answer-wrong')
    expect(String(await feed.small(url, 4, signal))).toBe('abcd')
  })

  it.each([
    [299, 'update-answer-wrong'],
    [300, 'update-redirected'],
    [302, 'update-redirected'],
    [399, 'update-redirected'],
    [400, 'update-answer-wrong'],
    [404, 'update-answer-wrong'],
    [407, 'update-unreachable'],
    [499, 'update-answer-wrong'],
    [500, 'update-unreachable'],
    [511, 'update-redirected'],
  ])('with the answer %s is %s', async (status, wanted) => {
    answer = send('abc', status, { location: 'https://b.example/' })
    expect(await code(feed.small(url, 3, signal))).toBe(wanted)
  })

  it('is not unpacked', async () => {
    answer = send('abc', 200, { 'content-encoding': 'gzip' })
    expect(await code(feed.small(url, 3, signal))).toBe('update-answer-wrong')
    answer = send('abc', 200, { 'content-encoding': 'identity' })
    expect(String(await feed.small(url, 3, signal))).toBe('abc')
  })

  it('that breaks off, or is no HTTP, is told as that', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-length': '9' })
      response.write('abc', () => response.destroy())
    }
    expect(await code(feed.small(url, 9, signal))).toBe('update-unreachable')
    answer = (_, { socket }) => void socket.end('what?\r\n\r\n')
    expect(await code(feed.small(url, 9, signal))).toBe('update-answer-wrong')
    answer = (_, { socket }) => void socket.destroy()
    expect(await code(feed.small(url, 9, signal))).toBe('update-unreachable')
    expect(await code(feed.small(new URL(`https://127.0.0.1:${url.port}/`), 9, signal))).toBe(
      'update-insecure',
    )
  })

  it('is waited for as long as patience says, for its head and as a whole', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const waitedFor = async (timers: number) => {
      const outcome = code(feed.small(url, 9, signal))
      await turnsUntil(() => vi.getTimerCount() === timers)
      vi.advanceTimersByTime(29_999)
      const soon = await Promise.race([outcome, turn()])
      vi.advanceTimersByTime(1)
      return [soon, await outcome]
    }
    answer = () => undefined
    expect(await waitedFor(1)).toEqual([undefined, 'update-slow'])
    // Whoever reads a body looks after its pace, too.
    answer = endless
    expect(await waitedFor(2)).toEqual([undefined, 'update-slow'])
    expect(usualPatience).toEqual({ answerMs: 30_000, windowMs: 60_000, windowBytes: 65_536 })
  })

  it('is asked for no more once it is not wanted, or the product stops', async () => {
    const own = new AbortController()
    answer = () => own.abort()
    expect(await code(feed.small(url, 9, own.signal))).toBe('update-unreachable')
    answer = () => feed.stop()
    expect(await code(feed.small(url, 9, signal))).toBe('update-unreachable')
    expect(await code(feed.small(url, 9, signal))).toBe('update-unreachable')
  })
})

describe('a package', () => {
  const taken = async (mostBytes: number, from = feed) => {
    const message = await from.open(url, { range: 'bytes=1-' }, signal)
    const parts: string[] = []
    const outcome = await code(
      from.takeAll(message, mostBytes, async (bytes) => void parts.push(String(bytes))),
    )
    return [outcome, parts.join(''), message.destroyed]
  }

  it('is asked for with a range, and taken as it comes', async () => {
    answer = send('bc', 206)
    expect(await taken(2)).toEqual(['answered', 'bc', true])
    expect(seen[0]?.headers).toMatchObject({ range: 'bytes=1-', 'accept-encoding': 'identity' })
  })

  it('is refused before anything of it is taken if it says that it is too long', async () => {
    answer = send('bcd', 206)
    expect(await taken(2)).toEqual(['update-answer-wrong', '', true])
  })

  it('is given up when less comes in a while than must', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const patient = open({ ...usualPatience, windowMs: 1_000, windowBytes: 3 })
    onTestFinished(patient.stop)
    let more = (_: string): unknown => undefined
    answer = (response) => {
      response.writeHead(200)
      more = (text) => response.write(text)
      more('abc')
    }
    const message = await patient.open(url, {}, signal)
    let parts = ''
    const outcome = code(
      patient.takeAll(message, 60, async (bytes) => {
        parts += String(bytes)
      }),
    )
    /** vitest's own wait would move the clock. */
    const come = (all: string) => turnsUntil(() => parts === all)
    await come('abc')
    vi.advanceTimersByTime(1_000)
    more('def')
    await come('abcdef')
    vi.advanceTimersByTime(1_000)
    more('gh')
    await come('abcdefgh')
    vi.advanceTimersByTime(999)
    expect(message.destroyed).toBe(false)
    vi.advanceTimersByTime(1)
    expect(await outcome).toBe('update-slow')
    expect(message.destroyed).toBe(true)
  })

  it('waits for who takes it', async () => {
    answer = send('abc')
    const message = await feed.open(url, {}, signal)
    const held = Promise.withResolvers<void>()
    let isOver = false
    let begun = 0
    const take = () => {
      begun += 1
      return held.promise
    }
    const pending = feed.takeAll(message, 3, take).then(() => {
      isOver = true
    })
    await turnsUntil(() => begun === 1)
    await turn()
    expect(isOver).toBe(false)
    held.resolve()
    await pending
  })
})
