import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownProtocol } from '../../../src/main/web-signing/carriers/own.ts'
import { programOn, userOfPeer } from '../../../src/main/web-signing/carriers/socket-owner/linux.ts'
import { socketOwner } from '../../../src/main/web-signing/carriers/socket-owner/owner.ts'
import { createSwitchboard } from '../../../src/main/web-signing/carriers/switchboard.ts'
import { PageRefusal } from '../../../src/main/web-signing/page-refusal.ts'
import { nonce, openPage, openSiteHouse, type SiteHouse, site } from '../../house/web-signing.ts'

type Answered = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string }

let house: SiteHouse
beforeAll(async () => {
  house = await openSiteHouse('soft')
})
afterAll(() => house.end())

const send = (
  headers: Readonly<Record<string, string>>,
  { method = 'POST', body = '', path = '/v1' } = {},
): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: house.port(), method, path, headers, agent: false })
    asked.on('response', async (response) => {
      let text = ''
      for await (const part of response.setEncoding('utf8')) text += part
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text })
    })
    asked.on('error', reject)
    asked.end(body)
  })
const message = (what: object): string => JSON.stringify({ id: 1, ...what })
const certificates = message({ ask: 'certificates' })

describe('the door of our own port', () => {
  it('tells anybody that an assistant is here, and nothing else', async () => {
    const answered = await send({ origin: site }, { method: 'GET' })
    expect(answered.body).toBe('{"assistant":"cert-assistant","wire":1}')
    expect(answered.headers['access-control-allow-origin']).toBe(site)
    expect((await send({}, { method: 'GET' })).body).toBe(answered.body)
    expect(Object.keys(answered.headers).sort()).not.toContain('access-control-allow-credentials')
  })

  it('answers the preflights of older and newer engines', async () => {
    const asked = {
      ...{ origin: site, 'access-control-request-method': 'POST' },
      ...{
        'access-control-request-headers': 'content-type',
        'access-control-request-private-network': 'true',
      },
    }
    const { status, headers } = await send(asked, { method: 'OPTIONS' })
    expect(status).toBe(204)
    expect(headers).toMatchObject({
      'access-control-allow-origin': site,
      'access-control-allow-private-network': 'true',
      'access-control-allow-headers': 'Content-Type',
    })
  })

  const strangers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'without an origin': {},
    'of a sandboxed frame': { origin: 'null' },
    'of an extension': { origin: 'chrome-extension://abcdefghijklmnop' },
    'of a file': { origin: 'file://' },
    'whose origin has a path': { origin: `${site}/login` },
    'whose origin is written otherwise': { origin: 'HTTPS://WWW.EXAMPLE.CN' },
    'that came by a name of its own': { origin: site, host: 'rebound.example.cn' },
    'that came by a name that begins like ours': { origin: site, host: '127.0.0.1.example.cn' },
    'without the port in its Host': { origin: site, host: '127.0.0.1' },
  }
  it.each(Object.entries(strangers))('refuses a request %s', async (_, headers) => {
    const { status, body } = await send(headers, { body: certificates })
    expect([status, body]).toEqual([403, '{}'])
    const socket = openPage(house.port(), headers.origin ?? null)
    if (headers.host === undefined) await expect(socket).rejects.toThrow('answered 403')
    else (await socket).close()
    expect(house.state.current().prompt).toBeNull()
  })

  it('cannot approve a site without https unless an issuer’s file lists it', async () => {
    const { body } = await send({ origin: 'http://www.example.cn' }, { body: certificates })
    expect(JSON.parse(body)).toEqual({ id: 1, refusal: { code: 'not-approved' } })
    expect(house.state.current().prompt).toBeNull()
  })

  it('answers a POST, and keeps no approval beyond it', async () => {
    const person = house.sayYes()
    const post = async (body: string) => JSON.parse((await send({ origin: site }, { body })).body)
    expect(await post(certificates)).toMatchObject({ id: 1, answer: { certificates: [{}, {}] } })
    expect(await post(message({ ask: 'sign-in', nonce: nonce() }))).toMatchObject({
      answer: { form: 'plain' },
    })
    person.stop()
    expect(person.asked.map(({ purpose }) => purpose)).toEqual(['connect', 'connect', 'login'])
  })

  it('refuses what is no message, whatever it is', async () => {
    const post = async (body: string) => JSON.parse((await send({ origin: site }, { body })).body)
    for (const body of ['', '{', '[]', 'null', '"a"', '{"id":{}}', '{"id":1e400}'])
      expect(await post(body)).toEqual({ id: null, refusal: { code: 'malformed' } })
    expect(await post('{"id":1,"ask":"keys"}')).toMatchObject({ refusal: { code: 'unsupported' } })
    expect(await post('{"id":1,"ask":"__proto__"}')).toMatchObject({ refusal: { code: 'unsupported' } })
    expect(await post(message({ ask: 'sign-in', nonce: 'AAAA' }))).toMatchObject({
      refusal: { code: 'malformed' },
    })
    const long = { kind: 'text', text: '字'.repeat(20_000) }
    expect(await post(message({ ask: 'sign', nonce: nonce(), content: long }))).toMatchObject({
      refusal: { code: 'too-large' },
    })
    const named = { kind: 'digest', sm3: '0'.repeat(64), length: 1, name: 'n'.repeat(65_536) }
    expect(await post(message({ ask: 'sign', nonce: nonce(), content: named }))).toMatchObject({
      refusal: { code: 'malformed' },
    })
    expect(house.state.current().prompt).toBeNull()
  })

  it('refuses a megabyte of headers and a hundred of a message', async () => {
    const large = send({ origin: site, 'x-large': 'a'.repeat(1_000_000) }).catch(() => ({ status: 431 }))
    expect((await large).status).toBe(431)
    const huge = await send({ origin: site, 'content-length': String(100 * 1024 * 1024) }).catch(() => null)
    expect(huge === null || huge.status === 413).toBe(true)
    const page = await openPage(house.port())
    page.socket.send('a'.repeat(9 * 1024 * 1024))
    expect(await page.closed).toBe(1009)
    const binary = await openPage(house.port())
    binary.socket.send(Buffer.from(certificates))
    expect(await binary.closed).toBe(1003)
  })

  it('lets a stranger send few requests, and one site have few connections', async () => {
    const pages = await Promise.all(Array.from({ length: 16 }, () => openPage(house.port())))
    const late = await openPage(house.port())
    expect(await late.closed).toBe(1013)
    const [first] = pages
    if (!first) throw new Error('no page')
    const leave = () => first.code({ ask: 'leave' })
    const codes = await Promise.all(Array.from({ length: 1_000 }, leave))
    expect(codes.filter((code) => code === null).length).toBeLessThan(100)
    expect(codes).toContain('wait')
    for (const page of pages) page.close()
    await Promise.all(pages.map(({ closed }) => closed))
  })

  it('keeps room for allowed sites, however many strangers come', async () => {
    const origins = Array.from({ length: 70 }, (_, n) => `https://a${n}.hostile.example`)
    const pages = await Promise.all(origins.map((origin) => openPage(house.port(), origin)))
    house.webSigning.approve(site, { certificates: true, signIn: 'ask', sign: 'ask' })
    const allowed = await openPage(house.port())
    expect((await allowed.get({ ask: 'certificates' })).certificates).toHaveLength(2)
    const closing = pages.filter(({ socket }) => socket.readyState !== socket.OPEN)
    expect(closing.length).toBe(6)
    for (const page of [...pages, allowed]) page.close()
    await Promise.all([...pages, allowed].map(({ closed }) => closed))
    house.webSigning.withdraw(site)
  })

  it('asks a person at most a few questions, and is silent after refusals', async () => {
    const origins = Array.from({ length: 6 }, (_, n) => `https://a${n}.hostile.example`)
    const refuse = house.state.subscribe(({ prompt }) => {
      if (prompt) house.prompts.answer({ kind: 'refuse', promptId: prompt.id })
    })
    const codes: unknown[] = []
    for (const origin of origins) {
      const page = await openPage(house.port(), origin)
      codes.push(await page.ask({ ask: 'certificates' }))
      page.close()
    }
    refuse()
    expect(codes).toMatchObject([
      ...Array.from({ length: 3 }, () => ({ refusal: { code: 'not-approved' } })),
      ...Array.from({ length: 3 }, () => ({ refusal: { code: 'wait', retryAfterSeconds: 60 } })),
    ])
    // What the person allows in 代理服务 is not held back by that.
    house.webSigning.approve(site, { certificates: true, signIn: 'ask', sign: 'ask' })
    const page = await openPage(house.port())
    expect((await page.get({ ask: 'certificates' })).certificates).toHaveLength(2)
    page.close()
    house.webSigning.withdraw(site)
  })
})

/** Listens on a port of its own in a process of its own. */
const listener = async (): Promise<{ readonly child: ChildProcess; readonly port: number }> => {
  const script =
    "require('net').createServer().listen(0,'127.0.0.1',function(){console.log(this.address().port)})"
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout, 'data')
  return { child, port: Number(String(line)) }
}

const isLinux = process.platform === 'linux'
const isRoot = process.getuid?.() === 0
if (!isLinux) console.log('skipped: whose connection it is (only Linux tells it as this test asks)')
if (isLinux && !isRoot) console.log('skipped: a second user of the machine (only root can become one)')

describe.runIf(isLinux)('a port', () => {
  it('that another program holds is told with its name, and the next one is used', async () => {
    const { child, port } = await listener()
    const free = createServer().listen(0, '127.0.0.1')
    await once(free, 'listening')
    const next = (free.address() as AddressInfo).port
    free.close()
    await once(free, 'close')
    const board = createSwitchboard({
      protocols: [{ ...ownProtocol, ports: [{ numbers: [port, next], tls: false }] }],
      ...{ isOn: () => true, owner: socketOwner, credentials: () => null },
      ...{ log: () => undefined, changed: () => undefined },
      connections: {
        connect: () => {
          throw new PageRefusal('off')
        },
      },
    })
    await board.follow()
    const program = programOn(port)
    expect(program).toMatch(/node|MainThread/)
    expect(board.views()).toEqual([
      { name: 'own', state: 'listening', ports: [next], taken: [{ port, program }] },
    ])
    const page = openPage(next)
    expect(await (await page).closed).toBe(1013)
    board.stop()
    child.kill()
  })

  it.runIf(isRoot)('serves only our own user: another one gets no answer', async () => {
    const script = `fetch('http://127.0.0.1:${house.port()}/v1').then((r) => console.log(r.status))`
    const asAnother = spawn(process.execPath, ['-e', script], {
      uid: 65_534,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = await once(asAnother.stdout, 'data')
    expect(String(line).trim()).toBe('403')
    expect(house.log.join()).toContain('another user of this computer')
    expect(await userOfPeer(1, house.port())).toBeNull()
  })
})
