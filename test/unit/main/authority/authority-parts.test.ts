import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type AuthorityOptions, createAuthority } from '../../../../src/main/authority/authority.ts'
import type { KnownAuthority } from '../../../../src/main/issuers/chain-cache.ts'

const noon = Date.parse('2026-11-20T12:00:00.000Z')
const certificate = Buffer.from('first').toString('base64')
const told = { certificates: [certificate], crlUrl: 'http://127.0.0.1/crl', ocspUrl: 'http://127.0.0.1/ocsp' }
const info = (serverTime: string) => ({
  ...{ name: '演示', version: '1', serverTime, demo: true, chain: told.certificates },
  ...{ crlUrl: told.crlUrl, ocspUrl: told.ocspUrl, operatorUrl: null, offers: [] },
})
const expired = {
  ...{ defined: true, code: 'UNAUTHORIZED', status: 401, message: '' },
  data: { code: 'session-ended', params: {} },
}

/** An authority that answers with its info, or that the session has ended. */
const setUp = async (change: Partial<AuthorityOptions> = {}) => {
  const is = { expired: false, serverTime: '2026-11-20T12:00:00.000Z' }
  const seen: IncomingHttpHeaders[] = []
  const server = createServer((request, response) => {
    seen.push(request.headers)
    response.writeHead(is.expired ? 401 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(is.expired ? expired : info(is.serverTime)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const known = new Map<string, KnownAuthority>()
  const learnt: unknown[] = []
  const authority = createAuthority({
    issuer: { id: 'a', address },
    told: {
      known: (id) => known.get(id) ?? null,
      learn: (id, what) => {
        learnt.push([id, what])
        known.set(id, what)
      },
    },
    embedded: { address: async () => address },
    shell: { resolveProxy: async () => 'DIRECT' },
    ...{ clock: () => new Date(noon), proxy: () => ({ mode: 'none' }), changed: () => undefined, pauseMs: 0 },
    ...change,
  })
  onTestFinished(() => {
    authority.stop()
    server.close()
    server.closeAllConnections()
  })
  return { authority, is, seen, learnt, known }
}

describe('an authority', () => {
  it('inside is asked at its address', async () => {
    const { authority, seen } = await setUp({ issuer: { id: 'a', address: 'embedded' } })
    expect(await authority.client().info({})).toMatchObject({ name: '演示' })
    expect(seen).toHaveLength(1)
  })

  it('is asked for its certificates once, if none are known', async () => {
    const { authority, seen, learnt } = await setUp()
    expect([authority.chain(), authority.known()]).toEqual([[], null])
    const chain = (await authority.knownChain()).map((der) => Buffer.from(der).toString())
    await authority.knownChain()
    expect([chain, seen.length, learnt]).toEqual([['first'], 1, [['a', told]]])
    expect(authority.known()).toEqual(told)
  })

  it.each([
    ['2026-11-20T12:00:00.000Z', [0, 0], 0],
    ['2026-11-20T11:59:00.000Z', [0, 0], 60],
    ['2026-11-20T12:01:00.000Z', [0, 0], -60],
    ['2026-11-20T12:00:00.000Z', [0, 4_000], 2],
    ['2026-11-20T12:00:00.000Z', [0, 2_998], 1],
    ['2026-11-20T12:00:00.000Z', [0, 3_000], 2],
  ])(
    'whose time is %s between %j is compared by %i seconds',
    async (serverTime, [before = 0, after = 0], seconds) => {
      const times = [before, after]
      const clock = () => new Date(noon + (times.shift() ?? after))
      const { authority, is } = await setUp({ clock })
      is.serverTime = serverTime
      expect(authority.now().getTime() - noon).toBe(before)
      times.unshift(before)
      await authority.check()
      expect(authority.connection().clockSkewSeconds).toBe(seconds)
      expect(authority.now().getTime()).toBe(noon + after - seconds * 1_000)
    },
  )

  it('has payment pages of its own', async () => {
    const { authority } = await setUp({
      issuer: { id: 'a', address: 'https://ra.example.cn', payHosts: ['pay.example.cn'] },
    })
    expect(authority.payPage('https://pay.example.cn/1')).toBe('https://pay.example.cn/1')
    expect(authority.payPage('https://other.example.cn/1')).toBeNull()
    expect(authority.issuerId).toBe('a')
  })
})

describe('who calls an authority', () => {
  const saidBy = (headers: IncomingHttpHeaders | undefined) => [
    headers?.authorization,
    headers?.['x-ra-client'],
  ]

  it('is nobody, the person who acts, one request, or one session', async () => {
    const { authority, seen } = await setUp()
    await authority.client().info({})
    authority.speakFor({ token: 'T', clientId: 'C' })
    await authority.client().info({})
    await authority.clientFor('R').info({})
    await authority.clientOf({ token: 'S', clientId: null }).info({})
    authority.speakFor(null)
    await authority.client().info({})
    await authority.clientFor('R').info({})
    expect(seen.map(saidBy)).toEqual([
      [undefined, undefined],
      ['Bearer T', 'C'],
      ['Bearer R', 'C'],
      ['Bearer S', undefined],
      [undefined, undefined],
      ['Bearer R', undefined],
    ])
  })

  it('hears of the end of a session by its token, and nobody of the end of a request', async () => {
    const { authority, is } = await setUp()
    const ended: string[] = []
    authority.onSessionEnded((token) => ended.push(`one ${token}`))
    authority.onSessionEnded((token) => ended.push(`two ${token}`))
    is.expired = true
    const refused = { code: 'login-expired' }
    await expect(authority.client().requests.list({})).rejects.toMatchObject(refused)
    await expect(authority.clientFor('R').requests.list({})).rejects.toMatchObject(refused)
    expect(ended).toEqual([])
    await expect(authority.clientOf({ token: 'S', clientId: null }).requests.list({})).rejects.toMatchObject(
      refused,
    )
    authority.speakFor({ token: 'T', clientId: null })
    await expect(authority.client().requests.list({})).rejects.toMatchObject(refused)
    expect(ended).toEqual(['one S', 'two S', 'one T', 'two T'])
    expect(authority.connection().state).toBe('online')
  })

  it('is told nothing any more after the end', async () => {
    const { authority, seen } = await setUp()
    authority.stop()
    await expect(authority.client().info({})).rejects.toMatchObject({ code: 'cancelled-by-user' })
    expect(seen).toEqual([])
  })
})
