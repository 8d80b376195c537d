import { describe, expect, it } from 'vitest'
import { type Bearer, createClient, isRefusalOfSession } from '../../../../src/main/authority/client.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { raPathPrefix } from '../../../../src/shared/ra-contract/index.ts'

const info = {
  ...{ name: '演示', version: '1', serverTime: '2026-11-20T12:00:00.000Z', demo: true, chain: [] },
  ...{ crlUrl: 'http://127.0.0.1/crl', ocspUrl: 'http://127.0.0.1/ocsp', operatorUrl: null, offers: [] },
}
const json = (value: unknown, status = 200) =>
  new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } })

/** A client whose authority gives these answers, one after another; the last again and again. */
const clientWith = (
  answers: readonly (() => Response)[],
  bearer: Bearer | null = null,
  address = 'http://ra.example.cn//',
) => {
  const asked: Request[] = []
  const ended: (string | null)[] = []
  const client = createClient({
    ...{ address: async () => address, bearer: () => bearer },
    fetch: async (request) => {
      asked.push(request)
      const answer = answers[Math.min(asked.length, answers.length) - 1]
      if (answer === undefined) throw new Error('no answer')
      return answer()
    },
    repeat: { attempts: 3, pauseMs: 0, stopped: new AbortController().signal },
    ended: (problem) => void ended.push(problem?.code ?? null),
  })
  return { client, asked, ended }
}
const good = () => json(info)
const fault = () => json({}, 500)

describe('a client of an authority', () => {
  it('asks under the path of the contract, and gives what was agreed', async () => {
    const { client, asked, ended } = clientWith([good])
    expect(await client.info({})).toMatchObject({ name: '演示', demo: true })
    expect(asked[0]?.url).toMatch(new RegExp(`^http://ra\\.example\\.cn${raPathPrefix}/`))
    expect(ended).toEqual([null])
  })

  it.each<[Bearer | null, string | null, string | null]>([
    [null, null, null],
    [{ token: 'T', clientId: null }, 'Bearer T', null],
    [{ token: 'T', clientId: '' }, 'Bearer T', null],
    [{ token: 'T', clientId: 'C' }, 'Bearer T', 'C'],
  ])('says who calls: %j', async (bearer, authorization, clientId) => {
    const { client, asked } = clientWith([good], bearer)
    await client.info({})
    const headers = asked[0]?.headers
    expect([headers?.get('authorization'), headers?.get('x-ra-client')]).toEqual([authorization, clientId])
  })

  it('asks again where that is safe, and each end is told', async () => {
    const { client, ended } = clientWith([fault, fault, good])
    expect(await client.info({})).toMatchObject({ name: '演示' })
    expect(ended).toEqual(['authority-fault', 'authority-fault', null])
  })

  it('asks once where that is not safe', async () => {
    const { client, asked, ended } = clientWith([fault, () => json({ seals: [] })])
    await expect(client.seals.list({})).rejects.toMatchObject({ code: 'authority-fault' })
    expect([asked.length, ended]).toEqual([1, ['authority-fault']])
    expect(await client.seals.list({})).toEqual({ seals: [] })
  })

  it.each<[string, () => Response]>([
    ['authority-answer-unreadable', () => json({ ...info, serverTime: 5 })],
    ['authority-answer-unreadable', () => new Response('<html>', { status: 200 })],
    ['authority-fault', fault],
    ['authority-busy', () => json({}, 429)],
  ])('fails with %s', async (code, answer) => {
    const { client, ended } = clientWith([answer])
    await expect(client.info({})).rejects.toMatchObject({ code })
    expect(new Set(ended)).toEqual(new Set([code]))
  })
})

it.each([
  [new AssistantError('login-expired'), true],
  [new AssistantError('network-refused'), false],
  [null, false],
])('whether the session has ended is told by its code (%s)', (problem, is) => {
  expect(isRefusalOfSession(problem)).toBe(is)
})
