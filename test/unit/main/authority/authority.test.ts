import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Authority, createAuthority } from '../../../../src/main/authority/index.ts'
import { createChainCache } from '../../../../src/main/issuers/chain-cache.ts'
import { createKnownAuthorities } from '../../../../src/main/issuers/known-authorities.ts'
import type { Connection, ProxyChoice } from '../../../../src/shared/models/index.ts'

type Answering = (request: IncomingMessage, response: ServerResponse) => void

const info = (serverTime: string) => ({
  name: '演示',
  version: '1',
  serverTime,
  demo: true,
  chain: [Buffer.from('first').toString('base64')],
  crlUrl: 'http://127.0.0.1/crl',
  ocspUrl: 'http://127.0.0.1/ocsp',
  operatorUrl: null,
  offers: [],
})
const noon = new Date('2026-11-20T12:00:00Z')
const json = (response: ServerResponse, value: unknown, status = 200) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
const refusal = (code: string, params: Record<string, string | number>, status: number, kind: string) => ({
  defined: true,
  code: kind,
  status,
  message: '',
  data: { code, params },
})

let home = ''
let servers: Server[] = []
let authorities: Authority[] = []
let changes: Connection[] = []

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'authority-'))
  servers = []
  authorities = []
  changes = []
})
afterEach(() => {
  for (const authority of authorities) authority.stop()
  for (const server of servers) {
    server.close()
    server.closeAllConnections()
  }
  rmSync(home, { recursive: true, force: true })
})

const listen = async (server: Server): Promise<number> => {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
const answering = async (answer: Answering) => `http://127.0.0.1:${await listen(createServer(answer))}`

const authorityAt = (
  address: string | null,
  proxy: ProxyChoice = { mode: 'none' },
  pac = 'DIRECT',
  milliseconds = 400,
): Authority => {
  const authority = createAuthority({
    issuer: { id: 'somewhere', address },
    told: createKnownAuthorities({ issuers: [] }, createChainCache(join(home, 'authorities'))),
    shell: { resolveProxy: async () => pac },
    embedded: {
      address: () => {
        throw new Error('this authority is not inside')
      },
    },
    clock: () => noon,
    proxy: () => proxy,
    changed: (connection) => changes.push(connection),
    limits: { milliseconds, answerBytes: 64 * 1024 },
    pauseMs: 10,
  })
  authorities.push(authority)
  return authority
}

const failing = async (answer: Answering, code: string) => {
  const authority = authorityAt(await answering(answer))
  await expect(authority.client().info({})).rejects.toMatchObject({ code })
  expect(authority.connection()).toMatchObject({ state: 'offline', reason: code })
}

describe('the way to the authority', () => {
  it('compares the clocks and keeps the certificates for the time without a network', async () => {
    const authority = authorityAt(
      await answering((_, response) => json(response, info('2026-11-20T11:50:00Z'))),
    )
    await authority.check()
    expect(authority.connection()).toMatchObject({ state: 'online', clockSkewSeconds: 600 })
    expect(authority.now().toISOString()).toBe('2026-11-20T11:50:00.000Z')
    const later = authorityAt('http://127.0.0.1:1')
    await expect(later.check()).rejects.toMatchObject({ code: 'network-refused' })
    expect(later.chain().map((der) => Buffer.from(der).toString())).toEqual(['first'])
  })

  it('keeps the certificates an authority had before it changed them', async () => {
    let name = 'old'
    const address = await answering((_, response) =>
      json(response, { ...info(noon.toISOString()), chain: [Buffer.from(name).toString('base64')] }),
    )
    await authorityAt(address).check()
    name = 'new'
    await authorityAt(address).check()
    expect(
      authorityAt(address)
        .chain()
        .map((der) => Buffer.from(der).toString()),
    ).toEqual(['new', 'old'])
  })

  it('reports a change of the connection once', async () => {
    const authority = authorityAt(await answering((_, response) => json(response, info(noon.toISOString()))))
    await authority.client().info({})
    await authority.client().info({})
    expect(changes.map(({ state }) => state)).toEqual(['online'])
  })

  it('says which authority has no address', async () => {
    await expect(authorityAt(null).check()).rejects.toMatchObject({ code: 'authority-not-connected' })
  })

  it('says what the authority said: its code and figures', async () => {
    const address = await answering((_, response) =>
      json(response, refusal('applicant-name-wrong', { triesLeft: 3 }, 422, 'UNPROCESSABLE_CONTENT'), 422),
    )
    const authority = authorityAt(address)
    await expect(authority.client().requests.list({})).rejects.toMatchObject({
      code: 'applicant-name-wrong',
      params: { triesLeft: 3 },
    })
    expect(authority.connection().state).toBe('online')
  })

  it('reports a pause in minutes and a refusal with its reason', async () => {
    const answers = [
      refusal('account-paused', { seconds: 61 }, 429, 'TOO_MANY_REQUESTS'),
      refusal('request-refused', { reason: '材料不全' }, 409, 'CONFLICT'),
    ]
    const address = await answering((_, response) => {
      const answer = answers.shift()
      json(response, answer, answer?.status)
    })
    const { requests } = authorityAt(address).client()
    await expect(requests.list({})).rejects.toMatchObject({ code: 'account-locked', params: { minutes: 2 } })
    await expect(requests.list({})).rejects.toMatchObject({
      code: 'request-refused',
      params: { words: '材料不全' },
    })
  })

  it('hears that the session has ended', async () => {
    const address = await answering((_, response) =>
      json(response, refusal('session-ended', {}, 401, 'UNAUTHORIZED'), 401),
    )
    const authority = authorityAt(address)
    let ended = 0
    authority.onSessionEnded(() => ended++)
    authority.speakFor({ token: 'a', clientId: null })
    await expect(authority.client().requests.list({})).rejects.toMatchObject({ code: 'login-expired' })
    expect(ended).toBe(1)
  })

  it('sends the token of the login, or of one request, and the client it is bound to', async () => {
    const seen: unknown[] = []
    const address = await answering((request, response) => {
      seen.push([request.headers.authorization, request.headers['x-ra-client']])
      json(response, info(noon.toISOString()))
    })
    const authority = authorityAt(address)
    await authority.client().info({})
    authority.speakFor({ token: 'login', clientId: 'client-of-this-machine' })
    await authority.client().info({})
    await authority.clientFor('resume').info({})
    expect(seen).toEqual([
      [undefined, undefined],
      ['Bearer login', 'client-of-this-machine'],
      ['Bearer resume', 'client-of-this-machine'],
    ])
  })
})

describe('a broken way to the authority', () => {
  it('refused', async () => {
    const authority = authorityAt('http://127.0.0.1:1')
    await expect(authority.client().info({})).rejects.toMatchObject({ code: 'network-refused' })
  })
  it('silent', () => failing(() => {}, 'network-timeout'))
  it('dripping for ever', () =>
    failing((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const drip = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drip))
    }, 'network-timeout'))
  it('endless', () =>
    failing((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const pour = () => {
        while (!response.destroyed && response.write('x'.repeat(16 * 1024)));
      }
      response.on('drain', pour)
      pour()
    }, 'authority-answer-unreadable'))
  it('broken off in the middle of the answer', () =>
    failing((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
      response.write('{"name":')
      setTimeout(() => response.destroy(), 10)
    }, 'authority-answer-unreadable'))
  it('cut JSON', () =>
    failing(
      (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"name":'),
      'authority-answer-unreadable',
    ))
  it('JSON of another shape', () =>
    failing((_, response) => json(response, { ok: 1 }), 'authority-answer-unreadable'))
  it('a certificate that is no base64', () =>
    failing(
      (_, response) => json(response, { ...info(noon.toISOString()), chain: ['<script>'] }),
      'authority-answer-unreadable',
    ))
  it('a name that nobody would read to its end', () =>
    failing(
      (_, response) => json(response, { ...info(noon.toISOString()), name: 'x'.repeat(30_000) }),
      'authority-answer-unreadable',
    ))
  it('a moment with sixty thousand digits', () =>
    failing(
      (_, response) => json(response, info(`2026-11-20T12:00:00.${'0'.repeat(60_000)}Z`)),
      'authority-answer-unreadable',
    ))
  it('a refusal whose reason has sixty thousand letters', () =>
    failing(
      (_, response) =>
        json(response, refusal('request-refused', { reason: 'x'.repeat(60_000) }, 409, 'CONFLICT'), 409),
      'authority-answer-unreadable',
    ))
  it('no HTTP at all', () =>
    failing((request) => request.socket.end('220 mail.example ESMTP\r\n'), 'authority-answer-unreadable'))
  it('a login page of the network', () =>
    failing(
      (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>'),
      'network-portal',
    ))
  it('a redirect of the network', () =>
    failing((_, response) => response.writeHead(302, { location: 'http://portal/' }).end(), 'network-portal'))
  it('a gateway whose server is down', () =>
    failing(
      (_, response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>'),
      'authority-fault',
    ))
  it('an error of the server', () =>
    failing(
      (_, response) => json(response, refusal('server-fault', {}, 500, 'INTERNAL_SERVER_ERROR'), 500),
      'authority-fault',
    ))

  it('a certificate that nobody vouches for', async () => {
    const key = join(home, 'key.pem')
    const certificate = join(home, 'certificate.pem')
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-subj',
        '/CN=127.0.0.1',
        '-days',
        '1',
        '-keyout',
        key,
        '-out',
        certificate,
      ],
      { stdio: 'ignore' },
    )
    const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(certificate) })
    // A busy machine takes its time for a handshake.
    const address = `https://127.0.0.1:${await listen(server)}`
    const authority = authorityAt(address, { mode: 'none' }, 'DIRECT', 30_000)
    await expect(authority.client().info({})).rejects.toMatchObject({ code: 'network-tls' })
  })
})

it('hidden characters in a text of the authority are written out', async () => {
  const address = await answering((_, response) =>
    json(response, { ...info(noon.toISOString()), name: '演示\u202e机构\u200b' }),
  )
  expect((await authorityAt(address).client().info({})).name).toBe('演示⟨U+202E⟩机构⟨U+200B⟩')
})

describe('repetition', () => {
  const countingUntil = async (good: number) => {
    let calls = 0
    const address = await answering((request, response) => {
      calls++
      if (calls < good) request.socket.destroy()
      else json(response, info(noon.toISOString()))
    })
    return { authority: authorityAt(address), calls: () => calls }
  }

  it('repeats a safe call that broke off', async () => {
    const { authority, calls } = await countingUntil(3)
    await expect(authority.client().info({})).resolves.toMatchObject({ name: '演示' })
    expect(calls()).toBe(3)
  })

  it('never repeats a login', async () => {
    const { authority, calls } = await countingUntil(3)
    const form = { userName: 'a', applicantName: 'b', captchaId: '12345678', captchaAnswer: 'x' }
    await expect(authority.client().sessions.byName(form)).rejects.toMatchObject({ code: 'network-refused' })
    expect(calls()).toBe(1)
  })

  it('does not repeat what the authority refused', async () => {
    let calls = 0
    const address = await answering((_, response) => {
      calls++
      json(response, refusal('request-unknown', {}, 404, 'NOT_FOUND'), 404)
    })
    await expect(authorityAt(address).client().requests.get({ requestId: '12345678' })).rejects.toMatchObject(
      {
        code: 'request-unknown',
      },
    )
    expect(calls).toBe(1)
  })
})

describe('the proxy', () => {
  /** Forwards plain requests to this address, whatever host they name, like the proxy of an office. */
  const proxyTo = async (seen: string[]) =>
    answering((request, response) => {
      seen.push(request.url ?? '')
      json(response, info(noon.toISOString()))
    })

  it('is the one that the system names', async () => {
    const seen: string[] = []
    const proxy = new URL(await proxyTo(seen)).host
    const authority = authorityAt(
      'http://authority.test',
      { mode: 'system' },
      `SOCKS 10.0.0.1:1; PROXY ${proxy}; DIRECT`,
    )
    await authority.client().info({})
    expect(seen).toEqual(['http://authority.test/ra/v1/info'])
  })

  it('is the one that the user set', async () => {
    const seen: string[] = []
    const authority = authorityAt('http://authority.test', { mode: 'manual', address: await proxyTo(seen) })
    await authority.client().info({})
    expect(seen).toHaveLength(1)
  })

  it('is never asked for an address on this machine', async () => {
    const address = await answering((_, response) => json(response, info(noon.toISOString())))
    const authority = authorityAt(address, { mode: 'manual', address: 'http://127.0.0.1:1' })
    await expect(authority.client().info({})).resolves.toMatchObject({ name: '演示' })
  })

  it('is named when it does not answer, and when it wants a password', async () => {
    const dead = authorityAt('http://authority.test', { mode: 'manual', address: 'http://127.0.0.1:1' })
    await expect(dead.client().info({})).rejects.toMatchObject({ code: 'network-proxy' })
    const closed = await answering((_, response) => response.writeHead(407).end())
    const asking = authorityAt('http://authority.test', { mode: 'manual', address: closed })
    await expect(asking.client().info({})).rejects.toMatchObject({ code: 'network-proxy' })
    const tunnel = authorityAt('https://authority.test', { mode: 'manual', address: closed })
    await expect(tunnel.client().info({})).rejects.toMatchObject({ code: 'network-proxy' })
  })
})
