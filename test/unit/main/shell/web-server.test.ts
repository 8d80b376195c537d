import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startWebServer, type WebServer } from '../../../../src/main/shell/web/server.ts'
import type { SessionLimits } from '../../../../src/main/shell/web/sessions.ts'
import { introduce } from '../../../../src/shared/channel/web-entrance.ts'
import { dial, enter } from '../../../ui/contract-client.ts'

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string }

let server: WebServer
let host: string
let origin: string

/** Sends the request exactly as given. fetch would correct the path and set the Host itself. */
const ask = (
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  content = '',
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const [hostname, port] = host.split(':')
    const asked = request({ hostname, port, path, method, headers }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (part) => (body += part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    asked.on('error', reject)
    asked.end(content)
  })

const page = '<meta name="csp-nonce" content=""><p>page</p>'

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'web-server-'))
  const root = join(folder, 'renderer')
  mkdirSync(join(root, 'assets'), { recursive: true })
  mkdirSync(join(folder, 'renderer-secret'))
  writeFileSync(join(folder, 'renderer-secret', 'x.txt'), 'SECRET')
  writeFileSync(join(folder, 'outside.txt'), 'SECRET')
  writeFileSync(join(root, 'index.html'), page)
  writeFileSync(join(root, '.hidden.txt'), 'SECRET')
  writeFileSync(join(root, 'odd.exe'), 'SECRET')
  writeFileSync(join(root, 'assets', 'a.js'), 'export {}')
  server = await startWebServer({
    port: 0,
    root,
    serve: (channel) => channel.onMessage.addListener((message) => channel.postMessage(message)),
  })
  origin = server.origin
  host = new URL(origin).host
})
afterAll(() => server.close())

const freshToken = (): string => new URL(server.freshAddress().url).searchParams.get('token') ?? ''

describe('the way in', () => {
  it('gives a session for the one-time token, stored where other ports cannot look', async () => {
    const { status, headers, body } = await ask('/enter', { origin }, 'POST', freshToken())
    expect([status, headers['cache-control']]).toEqual([200, 'no-store'])
    expect(Object.keys(JSON.parse(body))).toEqual(['id', 'secret'])
  })

  it('never sets a cookie: a browser sends those to every port', async () => {
    for (const path of ['/', `/?token=${freshToken()}`, '/assets/a.js', '/nowhere'])
      expect((await ask(path)).headers).not.toHaveProperty('set-cookie')
    const { headers } = await ask('/enter', { origin }, 'POST', freshToken())
    expect(headers).not.toHaveProperty('set-cookie')
  })

  it('takes a token once', async () => {
    const token = freshToken()
    await ask('/enter', { origin }, 'POST', token)
    expect((await ask('/enter', { origin }, 'POST', token)).status).toBe(403)
  })

  it('does not spend a token on a look at the page', async () => {
    const { url } = server.freshAddress()
    const { pathname, search } = new URL(url)
    await ask(pathname + search)
    await expect(enter(url)).resolves.toBeDefined()
  })

  it.each(['', 'guess', 'x'.repeat(1_000), 'x'.repeat(100_000)])('refuses a made-up token', async (token) => {
    expect((await ask('/enter', { origin }, 'POST', token)).status).toBe(403)
  })

  it('is closed to a page of another site or port, and to one that names no origin', async () => {
    const token = freshToken()
    for (const foreign of ['http://evil.test', 'null', 'http://127.0.0.1:1'])
      expect((await ask('/enter', { origin: foreign }, 'POST', token)).status).toBe(403)
    expect((await ask('/enter', {}, 'POST', token)).status).toBe(403)
    const crossing = { origin, 'sec-fetch-site': 'same-site' }
    expect((await ask('/enter', crossing, 'POST', token)).status).toBe(403)
    expect((await ask('/enter', { origin }, 'POST', token)).status).toBe(200)
  })

  it('keeps only the newest tokens, so many requests cannot fill the memory', async () => {
    const first = freshToken()
    for (let asked = 0; asked < 100; asked += 1) freshToken()
    const last = freshToken()
    expect((await ask('/enter', { origin }, 'POST', first)).status).toBe(403)
    expect((await ask('/enter', { origin }, 'POST', last)).status).toBe(200)
  })

  it('stays open whatever cookies others have set, up to all that a browser holds', async () => {
    const cookie = Array.from({ length: 180 }, (_, n) => `assistant-${n}=${'x'.repeat(4_000)}`).join('; ')
    expect((await ask('/')).status).toBe(200)
    expect((await ask('/enter', { cookie, origin }, 'POST', freshToken())).status).toBe(200)
  })
})

describe('requests from elsewhere', () => {
  it.each(['evil.test', 'localhost', '127.0.0.1', '127.0.0.1:1'])(
    'refuses the Host "%s"',
    async (foreign) => {
      expect((await ask('/', { host: foreign })).status).toBe(403)
    },
  )

  it.each(['http://evil.test', 'null', 'http://127.0.0.1:1', 'https://127.0.0.1'])(
    'refuses the Origin "%s"',
    async (foreign) => {
      expect((await ask('/', { origin: foreign })).status).toBe(403)
    },
  )

  it('refuses parts asked for by a page of another port, for which SameSite is blind', async () => {
    const headers = {
      'sec-fetch-site': 'same-site',
      'sec-fetch-mode': 'no-cors',
      'sec-fetch-dest': 'script',
    }
    expect((await ask('/assets/a.js', headers)).status).toBe(403)
  })

  it('serves its own page', async () => {
    const own = { origin, 'sec-fetch-site': 'same-origin' }
    expect((await ask('/', own)).status).toBe(200)
  })

  it('is reached only on 127.0.0.1', async () => {
    const port = Number(host.split(':')[1])
    const outcome = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.2', () => resolve('connected'))
      socket.on('error', () => resolve('refused'))
    })
    expect(outcome).toBe('refused')
  })
})

describe('the channel', () => {
  const said = (socket: WebSocket): Promise<string> =>
    new Promise((resolve) => socket.once('message', (data) => resolve(String(data))))
  const closed = (socket: WebSocket): Promise<string> =>
    new Promise((resolve) => socket.once('close', () => resolve('closed')))

  /** The answer to a caller who introduces itself in this way. */
  const answerTo = (
    protocols: readonly string[],
    headers: Record<string, string>,
    path = '/channel',
  ): Promise<string> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`ws://${host}${path}`, [...protocols], { headers })
      socket.on('open', () => resolve('open'))
      socket.on('unexpected-response', (_, response) => resolve(String(response.statusCode)))
      socket.on('error', () => undefined)
    })
  const entered = async () => (await enter(server.freshAddress().url)).session

  it('opens for our own page, after a proof that this is the assistant that it entered', async () => {
    const socket = await dial(origin, await entered())
    socket.send('hello')
    expect(await said(socket)).toBe('hello')
    socket.close()
  })

  it('opens again and again, side by side, in the same session', async () => {
    const session = await entered()
    const tabs = await Promise.all([dial(origin, session), dial(origin, session), dial(origin, session)])
    expect(server.pages()).toBeGreaterThanOrEqual(3)
    for (const tab of tabs) tab.close()
  })

  it('is refused to a caller that does not know the secret, whatever its cookies', async () => {
    const { id, secret } = await entered()
    const cookie = `assistant-${new URL(origin).port}=${secret}`
    const { protocols } = await introduce({ id, secret: 'guess' })
    expect(await answerTo(protocols, { origin })).toBe('403')
    expect(await answerTo(protocols, { origin, cookie })).toBe('403')
    expect(await answerTo(['assistant', `session.${id}`, `proof.${secret}`], { origin })).toBe('403')
    expect(await answerTo([], { origin, cookie })).toBe('403')
    expect(await answerTo((await introduce({ id: 'x', secret })).protocols, { origin })).toBe('403')
  })

  it('is refused without origin, to another origin and under another name', async () => {
    const { protocols } = await introduce(await entered())
    expect(await answerTo(protocols, {})).toBe('403')
    expect(await answerTo(protocols, { origin: 'http://evil.test' })).toBe('403')
    expect(await answerTo(protocols, { origin: 'null' })).toBe('403')
    expect(await answerTo(protocols, { origin, host: 'evil.test' })).toBe('403')
  })

  it('is only at one path', async () => {
    const { protocols } = await introduce(await entered())
    expect(await answerTo(protocols, { origin }, '/other')).toBe('404')
  })

  it('disconnects a refused caller that never closes its own half', async () => {
    const [hostname = '', port] = host.split(':')
    const caller = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket'
    caller.write(`GET /channel HTTP/1.1\r\nHost: ${host}\r\n${upgrade}\r\n\r\n`)
    caller.resume()
    await new Promise((resolve) => caller.once('end', resolve))
    // Our half is closed for good, so what the caller still sends is answered by a reset.
    const reset = new Promise((resolve) => caller.once('error', resolve))
    const sending = setInterval(() => caller.write('x'), 20)
    await expect(reset).resolves.toMatchObject({ code: expect.stringMatching(/EPIPE|ECONNRESET/) })
    clearInterval(sending)
  })

  describe('of a session with limits', () => {
    let limited: WebServer
    const forgotten: string[] = []
    const begin = async (limits: SessionLimits): Promise<WebServer> => {
      const note = (token: string) => void forgotten.push(token)
      limited = await startWebServer({ port: 0, root: tmpdir(), serve: () => {}, limits, forgotten: note })
      return limited
    }
    const long = 3_600_000
    afterEach(() => limited.close())

    it('no longer opens if nobody used the token in time', async () => {
      const { url, token } = (await begin({ token: 50, idle: long, whole: long })).freshAddress()
      await expect.poll(() => forgotten).toContain(token)
      await expect(enter(url)).rejects.toThrow('403')
    })

    it('no longer opens after its page was away too long, but does while it is there', async () => {
      const { url } = (await begin({ token: long, idle: 300, whole: long })).freshAddress()
      const { origin: there, session } = await enter(url)
      const page = await dial(there, session)
      await pause(450)
      const second = await dial(there, session)
      for (const socket of [page, second]) socket.close()
      await Promise.all([closed(page), closed(second)])
      await pause(450)
      await expect(dial(there, session)).rejects.toThrow('403')
    })

    it('closes at the end of the session even if its page is there, and no longer opens', async () => {
      const { url } = (await begin({ token: long, idle: long, whole: 300 })).freshAddress()
      const { origin: there, session } = await enter(url)
      expect(await closed(await dial(there, session))).toBe('closed')
      await expect(dial(there, session)).rejects.toThrow('403')
    })
  })
})

describe('what is sent', () => {
  it('has a strict policy whose nonce is written into the page and differs each time', async () => {
    const first = await ask('/')
    const second = await ask('/')
    const nonce = /content="([^"]+)"/.exec(first.body)?.[1] ?? ''
    expect(nonce).toMatch(/^[\w+/=]{20,}$/)
    const policy = String(first.headers['content-security-policy'])
    expect(policy).toContain(`'nonce-${nonce}'`)
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe|\*/)
    expect(second.body).not.toContain(nonce)
    expect(first.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
  })

  it('serves files of the build with their types', async () => {
    const { status, headers } = await ask('/assets/a.js')
    expect([status, headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8'])
  })

  it.each([
    '/../outside.txt',
    '/%2e%2e/outside.txt',
    '/..%2foutside.txt',
    '/assets/../../outside.txt',
    '/assets/..%2f..%2foutside.txt',
    '/..%5coutside.txt',
    '/../renderer-secret/x.txt',
    '//etc/passwd',
    '/.hidden.txt',
    '/odd.exe',
    '/index.html%00.txt',
    '/%',
    '/assets',
    '/C:/x.txt',
  ])('never leaves the folder of the pages: %s', async (path) => {
    const { status, body } = await ask(path)
    expect([status, body.includes('SECRET')]).toEqual([404, false])
  })

  it('answers only reads', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect((await ask('/', {}, method)).status).toBe(405)
  })
})
