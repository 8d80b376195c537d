import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import {
  answer,
  answerRefusal,
  rawRefusal,
  redirect,
  refusalData,
  visitOf,
} from '../../../../src/ra/http/visit.ts'
import { Refusal } from '../../../../src/ra/refusal.ts'
import type { Services } from '../../../../src/ra/services.ts'
import { visitTo } from './visits.ts'

describe('a visit', () => {
  const of = (url: string | undefined, method?: string) => {
    const request = new IncomingMessage(new Socket())
    Object.assign(request, { url, method })
    const trace = { id: 'n', route: 'unknown', code: null }
    const response = new ServerResponse(request)
    const visit = visitOf({ request, response, services: {} as Services, headers: {}, trace })
    return [visit.method, visit.path, visit.search, visit.address]
  }

  it.each([
    ['/a/b', undefined, ['GET', '/a/b', '', 'unknown']],
    ['/a?b=1?c', 'POST', ['POST', '/a', 'b=1?c', 'unknown']],
    ['/a?', 'HEAD', ['HEAD', '/a', '', 'unknown']],
    ['?x', 'GET', ['GET', '', 'x', 'unknown']],
    [undefined, undefined, ['GET', '/', '', 'unknown']],
  ])('of %s by %s is %j', (url, method, parts) => {
    expect(of(url, method)).toEqual(parts)
  })
})

describe('an answer', () => {
  it('has its length in bytes and the headers of all answers', () => {
    const { visit, told } = visitTo()
    expect(answer(visit, 200, 'text/plain', '证书', { 'x-own': '2' })).toBe(true)
    expect(told).toEqual({
      status: 200,
      headers: { 'x-given': '1', 'content-type': 'text/plain', 'content-length': 6, 'x-own': '2' },
      body: Buffer.from('证书'),
    })
  })

  it('to HEAD has no body, but its length', () => {
    const { visit, told } = visitTo({ method: 'HEAD' })
    answer(visit, 200, 'text/plain', 'abc')
    expect([told.body, told.headers['content-length']]).toEqual([null, 3])
  })

  it.each([
    [503, '5'],
    [500, undefined],
    [200, undefined],
  ])('with %i asks to come back: %s', (status, after) => {
    const { visit, told } = visitTo()
    answer(visit, status, 'text/plain', '')
    if (after === undefined) expect(told.headers).not.toHaveProperty('retry-after')
    else expect(told.headers['retry-after']).toMatch(/^\d+$/)
  })

  it.each([303, 308] as const)('may lead elsewhere with %i', (status) => {
    const { visit, told } = visitTo()
    expect(redirect(visit, status, '/x')).toBe(true)
    expect([told.status, told.headers, told.body]).toEqual([
      ...[status, { 'x-given': '1', location: '/x', 'content-length': 0 }, null],
    ])
  })
})

describe('a refusal', () => {
  it('is told with its number, and noted', () => {
    const { visit, told, trace } = visitTo()
    expect(answerRefusal(visit, new Refusal('bad-payload', { field: 'x' }))).toBe(true)
    expect([told.status, trace.code, told.headers['content-type']]).toEqual([
      400,
      'bad-payload',
      'application/json',
    ])
    expect(JSON.parse(String(told.body))).toEqual({
      ...{ defined: true, code: 'BAD_REQUEST', status: 400, message: 'bad-payload' },
      data: { code: 'bad-payload', params: { field: 'x' }, requestId: 'n' },
    })
    expect(told.headers).not.toHaveProperty('connection')
  })

  it('of too large a body ends the connection', () => {
    const { visit, told } = visitTo()
    answerRefusal(visit, new Refusal('body-too-large', { limit: 5 }))
    expect([told.status, told.headers.connection]).toEqual([413, 'close'])
  })

  it('without a request is a whole answer', () => {
    const raw = rawRefusal(new Refusal('bad-payload', { field: 'http' }))
    const [head = '', body = ''] = raw.split('\r\n\r\n')
    expect(head.split('\r\n')).toEqual([
      'HTTP/1.1 400 Bad Request',
      ...['connection: close', 'content-type: application/json', `content-length: ${body.length}`],
    ])
    expect(JSON.parse(body)).toMatchObject({ data: { code: 'bad-payload', params: { field: 'http' } } })
    expect(JSON.parse(body).data).not.toHaveProperty('requestId')
    expect(refusalData(new Refusal('not-found'))).toEqual({ code: 'not-found', params: {} })
  })
})
