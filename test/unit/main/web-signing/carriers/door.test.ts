import { type IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import {
  corsHeaders,
  isLoopbackHost,
  originOf,
  send,
  sendPreflight,
} from '../../../../../src/main/web-signing/carriers/door.ts'

const asking = (headers: IncomingMessage['headers'], localPort = 9_999) =>
  ({ headers, socket: { localPort }, method: 'GET' }) as unknown as IncomingMessage

const answering = () => {
  const said: { status: number; headers: unknown; body: unknown } = { status: 0, headers: null, body: null }
  const response = new ServerResponse(asking({}))
  Object.assign(response, {
    writeHead: (status: number, headers: unknown) => Object.assign(said, { status, headers }),
    end: (body: unknown) => Object.assign(said, { body }),
  })
  return { response, said }
}
const always = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'cross-origin',
  Vary: 'Origin',
}
const site = 'https://www.example.cn'

describe('a request names this computer', () => {
  it.each([
    ['127.0.0.1:9999', true],
    ['localhost:9999', true],
    ['[::1]:9999', true],
    ['127.0.0.1:9998', false],
    ['127.0.0.1', false],
    ['localhost', false],
    ['www.example.cn:9999', false],
    ['localhost.example.cn:9999', false],
    ['127.0.0.2:9999', false],
    ['', false],
    [undefined, false],
  ])('by %s: %s', (host, isOurs) => {
    expect(isLoopbackHost(asking(host === undefined ? {} : { host }))).toBe(isOurs)
  })
})

describe('an origin', () => {
  it.each([
    [site, site],
    ['http://www.example.cn:8080', 'http://www.example.cn:8080'],
    ['null', null],
    ['file://', null],
    ['chrome-extension://abc', null],
    ['', null],
    [undefined, null],
  ])('%s is heard as %s', (origin, heard) => {
    expect(originOf(origin === undefined ? {} : { origin })).toBe(heard)
  })

  it('may read what it asked, and nobody else may', () => {
    expect(corsHeaders(site)).toEqual({ ...always, 'Access-Control-Allow-Origin': site })
    expect(corsHeaders(null)).toEqual(always)
  })
})

it('an answer has its length in bytes', () => {
  const { response, said } = answering()
  send(response, 403, { Vary: 'x' }, '{"a":"合同"}')
  expect(said).toEqual({
    ...{ status: 403, body: '{"a":"合同"}' },
    headers: { Vary: 'x', 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': 14 },
  })
})

describe('a preflight', () => {
  const usual = {
    ...{ ...always, 'Access-Control-Allow-Origin': site, 'Access-Control-Allow-Methods': 'GET, POST' },
    ...{ 'Access-Control-Allow-Headers': 'Content-Type', 'Access-Control-Max-Age': '600' },
  }
  it.each([
    [{}, {}],
    [
      { 'access-control-request-private-network': 'true' },
      { 'Access-Control-Allow-Private-Network': 'true' },
    ],
    [{ 'access-control-request-local-network': 'true' }, { 'Access-Control-Allow-Local-Network': 'true' }],
    [{ 'access-control-request-private-network': 'false' }, {}],
    [{ 'access-control-request-local-network': '1' }, {}],
  ])('that asks %j is answered with %j too', (asks, more) => {
    const { response, said } = answering()
    sendPreflight(asking(asks), response, site)
    expect(said).toEqual({ status: 204, headers: { ...usual, ...more }, body: undefined })
  })
})
