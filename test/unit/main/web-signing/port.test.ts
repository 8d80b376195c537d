import { type IncomingMessage, request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type OpenPort, openPort } from '../../../../src/main/web-signing/carriers/port.ts'
import type { Answering, Link, Protocol } from '../../../../src/main/web-signing/carriers/protocol.ts'
import type { Wanted } from '../../../../src/main/web-signing/connections.ts'
import { largestMessage } from '../../../../src/main/web-signing/page-message.ts'
import { PageRefusal } from '../../../../src/main/web-signing/page-refusal.ts'
import { origin } from './asked-person.ts'
import { siteConnections } from './site-connections.ts'

const open = async () => {
  const [wanted, log, heard, told]: [Wanted[], string[], string[], unknown[]] = [[], [], [], []]
  const is = { ours: true, refuses: null as Error | null, answer: 'yes' as string | null, left: 0, asked: 0 }
  const requests: Answering[] = []
  const links: Link[] = []
  const { connections } = siteConnections()
  const protocol: Protocol = {
    ...{ name: 'own', ports: [], presence: '{"here":true}', subprotocols: ['one', 'two'] },
    ...{ isSocketPath: (path) => path === '/v1', isPostPath: (path) => path === '/v1' },
    speak: (link) => {
      links.push(link)
      return { hear: (text) => void heard.push(text), tell: (event) => void told.push(event) }
    },
    answer: async (body, given) => {
      heard.push(body)
      requests.push(given)
      if (is.refuses !== null) throw is.refuses
      return is.answer
    },
  }
  const parts: Parameters<typeof openPort>[0] = {
    ...{ port: 0, protocol, credentials: null, log: (line) => void log.push(line) },
    connections: {
      connect: (one) => {
        wanted.push(one)
        if (is.refuses !== null) throw is.refuses
        const connection = connections.connect(one)
        return {
          ...connection,
          leave: () => {
            is.left += 1
            connection.leave()
          },
        }
      },
    },
    owner: {
      isOurs: async () => {
        is.asked += 1
        return is.ours
      },
    },
  }
  const port: OpenPort = await openPort(parts)
  return { ...{ port, parts, is, wanted, log, heard, told, requests, links, connections } }
}

let at: Awaited<ReturnType<typeof open>>
beforeEach(async () => {
  at = await open()
})
afterEach(() => at.port.close())

type Sent = {
  readonly status: number
  readonly body: string
  readonly headers: NodeJS.Dict<string | string[]>
}
const read = async (response: IncomingMessage): Promise<Sent> => {
  const parts: Buffer[] = []
  for await (const part of response) parts.push(part)
  const { statusCode: status = 0, headers } = response
  return { status, body: String(Buffer.concat(parts)), headers }
}
const send = (
  method: string,
  headers: Readonly<Record<string, string>> = { origin },
  path = '/v1',
  body: string | Uint8Array = '',
): Promise<Sent> =>
  new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port: at.port.port, method, path, headers, agent: false })
    call.on('error', reject)
    call.on('response', (response) => void read(response).then(resolve, reject))
    call.end(body)
  })

describe('a request', () => {
  it('that asks plainly hears only that an assistant is here', async () => {
    expect(await send('GET')).toMatchObject({
      ...{ status: 200, body: '{"here":true}' },
      headers: { 'access-control-allow-origin': origin },
    })
    const plain = await send('GET', {})
    expect([plain.status, plain.headers['access-control-allow-origin']]).toEqual([200, undefined])
    expect((await send('GET', { origin: 'null' })).status).toBe(403)
    expect((await send('PUT')).status).toBe(405)
    expect((await send('OPTIONS')).status).toBe(204)
  })

  it('with a body is answered in the language of the carrier', async () => {
    expect(await send('POST', { origin }, '/v1?a=b', '你好')).toMatchObject({
      ...{ status: 200, body: 'yes', headers: { 'access-control-allow-origin': origin } },
    })
    expect([at.heard, at.requests[0]]).toMatchObject([['你好'], { origin, path: '/v1' }])
    at.requests[0]?.connect()
    expect(at.wanted).toMatchObject([{ origin, carrier: 'own' }])
    at.is.answer = null
    expect(await send('POST', { origin }, '/v1', 'x')).toMatchObject({ status: 400, body: '{}' })
    expect((await send('POST', { origin }, '/v2', 'x')).status).toBe(404)
  })

  it('is refused where it comes from nowhere, from another host, or from another user', async () => {
    expect((await send('POST', {})).status).toBe(403)
    expect((await send('POST', { origin: 'null' })).status).toBe(403)
    expect((await send('GET', { origin, host: `evil.example:${at.port.port}` })).status).toBe(403)
    at.is.ours = false
    const foreign = await send('GET')
    expect([foreign.status, foreign.headers.connection]).toEqual([403, 'close'])
    expect(at.log).toEqual(['web signing: a connection of another user of this computer was refused'])
    expect([at.heard, at.is.asked]).toEqual([[], 4])
  })

  it('that is too long is refused, one as long as may be is not', async () => {
    const most = Buffer.alloc(largestMessage, 'a')
    expect((await send('POST', { origin }, '/v1', most)).status).toBe(200)
    const length = String(largestMessage + 1)
    const tooLong = await send('POST', { origin, 'content-length': length }, '/v1', Buffer.alloc(0))
    expect(tooLong).toMatchObject({ status: 413, headers: { connection: 'close' } })
  })

  it('that meets a fault of ours is cut off, and the fault is written down', async () => {
    at.is.refuses = new Error('odd')
    await expect(send('POST', { origin }, '/v1', 'x')).rejects.toThrow()
    expect(at.log).toEqual([expect.stringContaining('web signing: Error: odd')])
  })
})

describe('a page on a WebSocket', () => {
  const socket = (headers: object = { origin }, path = '/v1', protocols: readonly string[] = []) =>
    new WebSocket(`ws://127.0.0.1:${at.port.port}${path}`, [...protocols], headers)
  const opened = async (...args: Parameters<typeof socket>) => {
    const one = socket(...args)
    await new Promise((resolve) => one.once('open', resolve))
    return one
  }
  const closed = (one: WebSocket) => new Promise<number>((resolve) => one.once('close', resolve))
  const refusedAs = (one: WebSocket): Promise<number | undefined> =>
    new Promise((resolve) => {
      one.on('error', () => undefined)
      one.once('unexpected-response', (_, { statusCode }) => resolve(statusCode))
    })

  it('speaks, hears and is told of events, until it leaves', async () => {
    const one = await opened({ origin }, '/v1?x=1', ['three', 'two'])
    expect([at.wanted[0]?.origin, at.wanted[0]?.carrier, one.protocol]).toEqual([origin, 'own', 'two'])
    one.send('你好')
    await expect.poll(() => at.heard, { interval: 1 }).toEqual(['你好'])
    const answer = new Promise((resolve) =>
      one.once('message', (data, binary) => resolve([String(data), binary])),
    )
    at.links[0]?.send('答')
    expect(await answer).toEqual(['答', false])
    at.wanted[0]?.tell?.({ event: 'dismissed' })
    expect(at.told).toEqual([{ event: 'dismissed' }])
    one.close()
    await expect.poll(() => at.is.left, { interval: 1 }).toBe(1)
    at.links[0]?.send('nobody hears this')
    expect(at.log).toEqual([])
  })

  it('is let go when it speaks binary, and told why when it is not served', async () => {
    const one = await opened()
    one.send(Buffer.from('x'))
    expect([await closed(one), at.heard]).toEqual([1003, []])
    at.is.refuses = new PageRefusal('busy')
    expect(await closed(await opened())).toBe(1013)
    expect(at.log).toEqual([])
  })

  it('gets in only by its path, from a site, and as its own user', async () => {
    expect(await refusedAs(socket({}))).toBe(403)
    expect(await refusedAs(socket({ origin: 'null' }))).toBe(403)
    expect(await refusedAs(socket({ origin }, '/v2'))).toBe(404)
    at.is.ours = false
    expect(await refusedAs(socket())).toBe(403)
    expect(at.wanted).toEqual([])
  })

  it('is cut off when the port closes', async () => {
    const one = await opened()
    const end = closed(one)
    at.port.close()
    expect(await end).toBe(1006)
  })
})
