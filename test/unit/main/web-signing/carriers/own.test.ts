import { describe, expect, it } from 'vitest'
import { ownProtocol, ownSpeaker } from '../../../../../src/main/web-signing/carriers/own.ts'
import type { Answering } from '../../../../../src/main/web-signing/carriers/protocol.ts'
import type { Connection } from '../../../../../src/main/web-signing/connections.ts'
import { PageRefusal } from '../../../../../src/main/web-signing/page-refusal.ts'
import type { PageRequest } from '../../../../../src/shared/web-signing/wire.ts'
import { olderPage } from '../older-page.ts'

const openPage = () => {
  const asked: {
    readonly request: PageRequest
    readonly signal: AbortSignal | undefined
    readonly answer: (value: unknown) => void
    readonly refuse: (error: unknown) => void
  }[] = []
  const { page: older, done } = olderPage()
  const page: Connection = {
    ...older,
    ask: (request, signal) => {
      const { promise, resolve, reject } = Promise.withResolvers<never>()
      asked.push({ request, signal, answer: resolve as (value: unknown) => void, refuse: reject })
      return promise
    },
  }
  return { page, asked, done }
}
const message = (id: number | string, more: object = { ask: 'watch' }) => JSON.stringify({ id, ...more })

/** A page on a WebSocket; `next` is what it hears next. */
const talking = () => {
  const { page, asked } = openPage()
  const heard: unknown[] = []
  let wake = (): void => {}
  const speaker = ownSpeaker(page, (text) => {
    heard.push(JSON.parse(text))
    wake()
  })
  const next = async (): Promise<unknown> => {
    while (heard.length === 0)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    return heard.shift()
  }
  return { ...speaker, asked, heard, next }
}

describe('a page on a WebSocket', () => {
  it('gets the answer to each request, in the order in which they end', async () => {
    const { hear, asked, next } = talking()
    hear(message(1))
    hear(message('b'))
    asked[1]?.answer({ done: 'b' })
    expect(await next()).toEqual({ id: 'b', answer: { done: 'b' } })
    asked[0]?.answer({ done: 1 })
    expect(await next()).toEqual({ id: 1, answer: { done: 1 } })
    expect(asked.map(({ request }) => request)).toEqual([{ ask: 'watch' }, { ask: 'watch' }])
  })

  it('hears why it gets none', async () => {
    const { hear, asked, next } = talking()
    hear(message(1))
    asked[0]?.refuse(new PageRefusal('wait', 3))
    expect(await next()).toEqual({ id: 1, refusal: { code: 'wait', retryAfterSeconds: 3 } })
    hear('{')
    expect(await next()).toEqual({ id: null, refusal: { code: 'malformed' } })
    hear(message(2, { ask: 'other' }))
    expect(await next()).toEqual({ id: 2, refusal: { code: 'unsupported' } })
    expect(asked).toHaveLength(1)
  })

  it('withdraws the request that it names, and no other', async () => {
    const { hear, asked, next } = talking()
    hear(message(1))
    hear(message(2))
    hear(message(3, { ask: 'cancel', request: 2 }))
    expect(asked.map(({ signal }) => signal?.aborted)).toEqual([false, true, false])
    expect(asked[2]?.request).toEqual({ ask: 'cancel', request: 2 })
    asked[2]?.answer({})
    expect(await next()).toEqual({ id: 3, answer: {} })
  })

  it('cannot withdraw a second request under the same id, only the first', async () => {
    const { hear, asked, next } = talking()
    hear(message(1))
    hear(message(1))
    expect(asked[1]?.signal).toBeUndefined()
    asked[1]?.answer('second')
    expect(await next()).toEqual({ id: 1, answer: 'second' })
    hear(message(2, { ask: 'cancel', request: 1 }))
    expect(asked[0]?.signal?.aborted).toBe(true)
  })

  it('may use an id again when its request has ended', async () => {
    const { hear, asked, next } = talking()
    hear(message(1))
    asked[0]?.answer('first')
    await next()
    hear(message(1))
    expect(asked[1]?.signal?.aborted).toBe(false)
    hear(message(2, { ask: 'cancel', request: 1 }))
    expect(asked.map(({ signal }) => signal?.aborted)).toEqual([false, true, false])
  })

  it('hears events', async () => {
    const { tell, next } = talking()
    tell({ event: 'certificates-changed' })
    expect(await next()).toEqual({ event: 'certificates-changed' })
  })
})

describe('a page that posts', () => {
  const answering = (connect: () => Connection): Answering => ({
    ...{ connect, origin: 'https://www.example.cn', path: '/v1' },
    ...{ signal: new AbortController().signal, socket: null as never },
  })

  it('gets one answer, and nothing of it stays', async () => {
    const { page, asked, done } = openPage()
    const request = answering(() => page)
    const answer = ownProtocol.answer(message(1), request)
    expect([asked[0]?.signal === request.signal, done.left]).toEqual([true, 0])
    asked[0]?.answer({ a: 1 })
    expect(JSON.parse((await answer) ?? '')).toEqual({ id: 1, answer: { a: 1 } })
    expect(done.left).toBe(1)
  })

  it('is let go also after a refusal', async () => {
    const { page, asked, done } = openPage()
    const answer = ownProtocol.answer(
      message(1),
      answering(() => page),
    )
    asked[0]?.refuse(new PageRefusal('refused'))
    expect(JSON.parse((await answer) ?? '')).toEqual({ id: 1, refusal: { code: 'refused' } })
    expect(done.left).toBe(1)
  })

  it('is told why it is not served', async () => {
    const refused = answering(() => {
      throw new PageRefusal('off')
    })
    expect(JSON.parse((await ownProtocol.answer(message(1), refused)) ?? '')).toEqual({
      ...{ id: null, refusal: { code: 'off' } },
    })
    const broken = answering(() => {
      throw new Error('odd')
    })
    await expect(ownProtocol.answer(message(1), broken)).rejects.toThrow('odd')
  })
})

it('the languages of pages have their own ports and paths', () => {
  expect(ownProtocol.name).toBe('own')
  expect(JSON.parse(ownProtocol.presence)).toEqual({ assistant: 'cert-assistant', wire: 1 })
  expect(
    ['/v1', '/', '/v11'].map((path) => [ownProtocol.isSocketPath(path), ownProtocol.isPostPath(path)]),
  ).toEqual([
    [true, true],
    [false, false],
    [false, false],
  ])
  const [plain, secured] = ownProtocol.ports
  expect([plain?.tls, secured?.tls, ownProtocol.ports.length]).toEqual([false, true, 2])
  expect(secured?.numbers).toEqual(plain?.numbers.map((port) => port + 1))
})
