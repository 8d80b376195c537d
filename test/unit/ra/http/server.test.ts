import { once } from 'node:events'
import { request as ask, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createHttpServer, type Ended, type House } from '../../../../src/ra/http/server.ts'
import { answer, type Door } from '../../../../src/ra/http/visit.ts'
import { Refusal } from '../../../../src/ra/refusal.ts'
import type { Services } from '../../../../src/ra/services.ts'
import { storeOf } from '../store-of.ts'

type Told = { readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: string }

const yes: Door = async (visit) => answer(visit, 200, 'text/plain', visit.path)
const failing =
  (error: unknown): Door =>
  () =>
    Promise.reject(error)

async function serverWith(more: Partial<House> = {}, has: 'house' | 'nothing' = 'house') {
  const [logged, ended, connected, answered]: [string[], Ended[], number[], unknown[]] = [[], [], [], []]
  const services = {
    log: (line: string) => void logged.push(line),
    store: storeOf({ assureNewest: async () => {} }),
  } as Partial<Services> as Services
  const house: House = {
    ...{ services, doors: [yes], tls: false, loopbackOnly: true, isDraining: () => false },
    readiness: async () => 'ready',
    ...more,
  }
  const server = createHttpServer(() => (has === 'house' ? house : null), {
    ...{ tls: null, worker: 3, proxies: [], ended: (one: Ended) => ended.push(one) },
    meter: {
      answered: (route, outcome, seconds) => answered.push([route, outcome, seconds >= 0 && seconds < 10]),
      connected: (change) => connected.push(change),
      ...{ signed: () => {}, watch: () => {} },
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const close = () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    return closed
  }
  onTestFinished(async () => void (server.listening && (await close())))
  const get = (path = '/', headers: Readonly<Record<string, string>> = {}) =>
    new Promise<Told>((resolve, reject) => {
      const sent = ask({ port, host: '127.0.0.1', path, headers, agent: false }, (response) => {
        let body = ''
        response.on('data', (chunk) => {
          body += String(chunk)
        })
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        )
      })
      sent.on('error', reject)
      sent.end()
    })
  return { get, port, logged, ended, connected, answered }
}
const codeOf = ({ body }: Told): string => JSON.parse(body).data.code

describe('the server', () => {
  it('passes its doors in order, with headers that keep pages out', async () => {
    const { get, ended, answered, connected } = await serverWith({
      doors: [async () => false, yes, failing('late')],
    })
    const told = await get('/a?b')
    expect([told.status, told.body]).toEqual([200, '/a'])
    expect(told.headers).toMatchObject({
      ...{ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' },
      ...{ 'cross-origin-resource-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin' },
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
    })
    expect(told.headers).not.toHaveProperty('strict-transport-security')
    expect(told.headers['x-request-id']).toMatch(/./)
    await expect.poll(() => [connected, ended.length]).toEqual([[1, -1], 1])
    expect(ended).toMatchObject([
      { id: told.headers['x-request-id'], outcome: 'answered', status: 200, code: null },
    ])
    expect(Number.isInteger(ended[0]?.milliseconds)).toBe(true)
    expect(answered).toEqual([['unknown', 'answered', true]])
  })

  it('over TLS asks for TLS ever after', async () => {
    const { headers } = await (await serverWith({ tls: true })).get()
    expect(headers['strict-transport-security']).toBe('max-age=31536000')
  })

  it('refuses what no door answers', async () => {
    const { get, logged } = await serverWith({ doors: [] })
    const told = await get()
    expect([told.status, codeOf(told), logged]).toEqual([404, 'not-found', []])
  })

  it.each([
    ['evil.example', true, 404],
    ['evil.example', false, 200],
    ['localhost', true, 200],
    ['127.0.0.1:80', true, 200],
  ])('called %s, reachable from here only: %s, answers %i', async (host, loopbackOnly, status) => {
    expect((await (await serverWith({ loopbackOnly })).get('/', { host })).status).toBe(status)
  })

  it('tells a refusal, and nobody else of it', async () => {
    const { get, logged } = await serverWith({ doors: [failing(new Refusal('session-missing'))] })
    const told = await get()
    expect([told.status, codeOf(told), logged]).toEqual([401, 'session-missing', []])
  })

  it('tells a fault as such, and logs it', async () => {
    const { get, logged } = await serverWith({ doors: [failing(new Error('broken part'))] })
    const told = await get()
    expect(told.status).toBe(500)
    expect(told.body).not.toContain('broken part')
    expect(logged).toEqual([expect.stringMatching(/^fault: Error: broken part\n {4}at /)])
    const odd = await serverWith({ doors: [failing('odd')] })
    expect([(await odd.get()).status, odd.logged]).toEqual([500, ['fault: odd']])
  })

  it.each(['ECONNRESET', 'ABORT_ERR'])('logs no client that went away with %s', async (code) => {
    const { get, logged } = await serverWith({ doors: [failing(Object.assign(new Error('gone'), { code }))] })
    await get()
    expect(logged).toEqual([])
  })

  it('breaks off an answer that was begun', async () => {
    const begun: Door = async ({ response }) => {
      response.writeHead(200, { 'content-length': 5 }).write('a')
      throw new Error('broken part')
    }
    await expect((await serverWith({ doors: [begun] })).get()).rejects.toMatchObject({ code: 'ECONNRESET' })
  })
})

describe('a server that is not there yet, or not for long', () => {
  it('asks to come back, and says why it is not ready', async () => {
    const { get } = await serverWith({}, 'nothing')
    const told = await get()
    expect([told.status, codeOf(told), told.headers['retry-after']]).toEqual([
      503,
      'server-busy',
      expect.anything(),
    ])
    expect(JSON.parse((await get('/ready')).body)).toEqual({ ready: false, why: 'starting', worker: 3 })
    expect(JSON.parse((await get('/alive')).body)).toEqual({ alive: true, worker: 3 })
  })

  it('answers its last requests and ends each connection', async () => {
    const draining = await serverWith({ isDraining: () => true })
    const told = await draining.get('/a')
    expect([told.status, told.headers.connection]).toEqual([200, 'close'])
    expect(JSON.parse((await draining.get('/ready')).body).why).toBe('draining')
  })

  it('is as ready as its database', async () => {
    const { get } = await serverWith({ readiness: async () => 'migration' })
    expect(JSON.parse((await get('/ready')).body)).toEqual({ ready: false, why: 'migration', worker: 3 })
    expect((await (await serverWith()).get('/ready')).status).toBe(200)
  })
})

describe('what is not HTTP', () => {
  it('is told so', async () => {
    const { port } = await serverWith()
    const socket = connect(port, '127.0.0.1')
    socket.write('no request\r\n\r\n')
    let told = ''
    for await (const chunk of socket) told += String(chunk)
    expect(told).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nconnection: close/)
    expect(told).toContain('"field":"http"')
  })
})

describe('the certificate of a server', () => {
  it('can be read, or the server cannot start', () => {
    const tls = { key: 'no key', cert: 'no certificate' }
    const frame = { tls, worker: 0, proxies: [], ended: () => {} }
    const meter = { answered: () => {}, signed: () => {}, connected: () => {}, watch: () => {} }
    expect(() => createHttpServer(() => null, { ...frame, meter })).toThrow(
      'cannot use the TLS key and certificate',
    )
  })
})
