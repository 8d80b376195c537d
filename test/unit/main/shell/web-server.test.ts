import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startWebServer, type WebServer } from '../../../../src/main/shell/web/server.ts'

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string }

let server: WebServer
let host: string
let cookie: string

/** Asks exactly as told: fetch would mend the path and set the Host itself. */
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const [hostname, port] = host.split(':')
    const asked = request({ hostname, port, path, method, headers }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (part) => (body += part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    asked.on('error', reject)
    asked.end()
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
  const url = new URL(server.freshUrl())
  host = url.host
  const { headers } = await ask(url.pathname + url.search)
  cookie = headers['set-cookie']?.[0]?.split(';')[0] ?? ''
})
afterAll(() => server.close())

describe('the way in', () => {
  it('turns the one-time token into a cookie that scripts and other sites never have', async () => {
    const { pathname, search } = new URL(server.freshUrl())
    const { status, headers } = await ask(pathname + search)
    expect(status).toBe(303)
    expect(headers.location).toBe('/')
    expect(headers['set-cookie']?.[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/)
  })

  it('takes a token once', async () => {
    const { pathname, search } = new URL(server.freshUrl())
    await ask(pathname + search)
    expect((await ask(pathname + search)).status).toBe(403)
  })

  it('leads whoever is in already from a used token to the clean address', async () => {
    const { status, headers } = await ask('/?token=used', { cookie })
    expect([status, headers.location]).toEqual([303, '/'])
  })

  it.each(['/', '/assets/a.js', '/?token=', '/?token=guess', '/nowhere'])(
    'refuses %s without a session',
    async (path) => {
      const { status, body } = await ask(path)
      expect(status).toBe(403)
      expect(body).not.toContain('page')
    },
  )

  it('refuses a made-up session', async () => {
    expect((await ask('/', { cookie: `${cookie}x` })).status).toBe(403)
    expect((await ask('/', { cookie: cookie.replace(/=.*/, '=') })).status).toBe(403)
  })
})

describe('requests from elsewhere', () => {
  it.each(['evil.test', 'localhost', '127.0.0.1', '127.0.0.1:1'])(
    'refuses the Host "%s"',
    async (foreign) => {
      expect((await ask('/', { cookie, host: foreign })).status).toBe(403)
    },
  )

  it.each(['http://evil.test', 'null', 'http://127.0.0.1:1', 'https://127.0.0.1'])(
    'refuses the Origin "%s"',
    async (origin) => {
      expect((await ask('/', { cookie, origin })).status).toBe(403)
    },
  )

  it('refuses parts asked for by a page of another port, for which SameSite is blind', async () => {
    const headers = {
      cookie,
      'sec-fetch-site': 'same-site',
      'sec-fetch-mode': 'no-cors',
      'sec-fetch-dest': 'script',
    }
    expect((await ask('/assets/a.js', headers)).status).toBe(403)
  })

  it('serves its own page', async () => {
    const own = { cookie, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }
    expect((await ask('/', own)).status).toBe(200)
  })

  it('is reached on 127.0.0.1 alone', async () => {
    const port = Number(host.split(':')[1])
    const outcome = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.2', () => resolve('connected'))
      socket.on('error', () => resolve('refused'))
    })
    expect(outcome).toBe('refused')
  })
})

describe('the channel', () => {
  const dial = (headers: Record<string, string>, path = '/channel'): Promise<string> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`ws://${host}${path}`, { headers })
      socket.on('open', () => socket.send('hello'))
      socket.on('message', (data) => {
        resolve(String(data))
        socket.close()
      })
      socket.on('unexpected-response', (_, response) => resolve(String(response.statusCode)))
      socket.on('error', () => undefined)
    })

  it('opens for our own page', async () => {
    expect(await dial({ cookie, origin: `http://${host}` })).toBe('hello')
  })

  it('is refused without session, without origin, to another origin and under another name', async () => {
    const origin = `http://${host}`
    expect(await dial({ origin })).toBe('403')
    expect(await dial({ cookie })).toBe('403')
    expect(await dial({ cookie, origin: 'http://evil.test' })).toBe('403')
    expect(await dial({ cookie, origin: 'null' })).toBe('403')
    expect(await dial({ cookie, origin, host: 'evil.test' })).toBe('403')
  })

  it('is at one path only', async () => {
    expect(await dial({ cookie, origin: `http://${host}` }, '/other')).toBe('404')
  })
})

describe('what is sent', () => {
  it('carries a strict policy whose nonce is written into the page, another each time', async () => {
    const first = await ask('/', { cookie })
    const second = await ask('/', { cookie })
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
    const { status, headers } = await ask('/assets/a.js', { cookie })
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
    const { status, body } = await ask(path, { cookie })
    expect([status, body.includes('SECRET')]).toEqual([404, false])
  })

  it('answers nothing but reading', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect((await ask('/', { cookie }, method)).status).toBe(405)
  })
})
