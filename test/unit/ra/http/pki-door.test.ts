import { describe, expect, it } from 'vitest'
import type { OcspAnswer } from '../../../../src/ra/ca/ocsp.ts'
import { pkiDoor } from '../../../../src/ra/http/pki-door.ts'
import type { Crl } from '../../../../src/ra/records.ts'
import { newCaKeys } from '../authority.ts'
import { now } from '../rules/samples.ts'
import { visitTo } from './visits.ts'

const ca = newCaKeys(now)
const list = (issuer: Crl['issuer']): Crl => ({
  ...{ issuer, number: 1, der: Buffer.from(issuer), thisUpdate: now, nextUpdate: now + 60_000 },
  ...{ entries: 0, changes: 0 },
})
const asked: string[] = []
const services = (forAllSince: number | null = now) => ({
  ...{ ca, clock: () => now },
  crl: {
    current: async (issuer: Crl['issuer']) => list(issuer),
    publish: async () => list('issuing'),
    kept: async () => new Map(),
  },
  ocsp: async (request: Uint8Array): Promise<OcspAnswer> => {
    asked.push(Buffer.from(request).toString('base64'))
    return { der: Uint8Array.of(7), forAllSince }
  },
})
const visit = async (
  path: string,
  method = 'GET',
  more: { body?: Uint8Array; since?: number | null } = {},
) => {
  const body = more.body === undefined ? {} : { body: more.body }
  const made = visitTo({ path, method, services: services(more.since), ...body })
  return { ...made, found: await pkiDoor(made.visit) }
}
const [short, long] = [new Date(now).toUTCString(), new Date(now + 60_000).toUTCString()]
const kept = 'max-age=300, public, no-transform, must-revalidate'

describe('the door of the CA', () => {
  it.each([
    ['/ca/root.cer', 'application/pkix-cert', ca.root.der],
    ['/ca/issuing.cer', 'application/pkix-cert', ca.issuing.der],
  ])('gives %s', async (path, type, der) => {
    const { told, trace, found } = await visit(path)
    expect([found, told.status, told.headers['content-type'], trace.route]).toEqual([true, 200, type, 'ca'])
    expect(told.body).toEqual(Buffer.from(der))
    expect(told.headers).not.toHaveProperty('cache-control')
  })

  it('gives the chain, the issuing certificate first', async () => {
    const { told, trace } = await visit('/ca/chain.pem')
    const parts = String(told.body).match(/-----BEGIN CERTIFICATE-----[^-]+/g) ?? []
    const ders = parts.map((one) => Buffer.from(one.replace(/-----BEGIN CERTIFICATE-----|\s/g, ''), 'base64'))
    expect(ders).toEqual([Buffer.from(ca.issuing.der), Buffer.from(ca.root.der)])
    expect([told.headers['content-type'], trace.route]).toEqual(['application/x-pem-file', 'ca'])
  })

  it.each(['root', 'issuing'])('gives the list of the %s CA for a while', async (issuer) => {
    const { told, trace } = await visit(`/crl/${issuer}.crl`, 'HEAD')
    expect([told.status, told.headers['content-type'], trace.route, told.body]).toEqual([
      ...[200, 'application/pkix-crl', 'crl', null],
    ])
    expect(told.headers).toMatchObject({
      ...{ 'content-length': issuer.length, 'cache-control': kept, 'last-modified': short, expires: long },
    })
  })

  it.each([
    ['/ca/root.cer', 'POST'],
    ['/crl/root.crl', 'PUT'],
    ['/ca/other.cer', 'GET'],
    ['/ocspx', 'GET'],
    ['/', 'GET'],
  ])('leaves %s by %s to others', async (path, method) => {
    const { found, told, trace } = await visit(path, method)
    expect([found, told.status, trace.route]).toEqual([false, 0, 'unknown'])
  })
})

describe('the door of OCSP', () => {
  it('takes a request as a body, whose answer is not kept', async () => {
    const { told, trace } = await visit('/ocsp', 'POST', { body: Uint8Array.of(1, 2) })
    expect([asked.at(-1), told.status, trace.route]).toEqual(['AQI=', 200, 'ocsp'])
    expect([told.headers['content-type'], told.body]).toEqual(['application/ocsp-response', Buffer.of(7)])
    expect(told.headers).not.toHaveProperty('cache-control')
  })

  it('takes one in the path, whose answer is kept if it is for all', async () => {
    const { told } = await visit('/ocsp/AQI%3D', 'GET', { since: now - 1000 })
    expect(asked.at(-1)).toBe('AQI=')
    expect(told.headers).toMatchObject({
      'cache-control': kept,
      'last-modified': new Date(now - 1000).toUTCString(),
      expires: new Date(now + 300_000).toUTCString(),
    })
    expect((await visit('/ocsp/AQI%3D', 'GET', { since: null })).told.headers).not.toHaveProperty(
      'cache-control',
    )
  })

  it.each([
    ['/ocsp/%E0%A4%A', 'GET', 400],
    ['/ocsp/AQI%3D', 'PUT', 400],
    [`/ocsp/${'A'.repeat(16 * 1024 - 6)}`, 'GET', 200],
    [`/ocsp/${'A'.repeat(16 * 1024 - 5)}`, 'GET', 400],
  ])('answers %.20s by %s with %i', async (path, method, status) => {
    const { told, trace, found } = await visit(path, method)
    expect([told.status, found]).toEqual([status, true])
    expect(trace.code).toBe(status === 200 ? null : 'bad-payload')
  })

  it('takes as much of a body as fits', async () => {
    const most = new Uint8Array(16 * 1024)
    expect((await visit('/ocsp', 'POST', { body: most })).told.status).toBe(200)
    const more = visit('/ocsp', 'POST', { body: new Uint8Array(16 * 1024 + 1) })
    await expect(more).rejects.toMatchObject({ code: 'body-too-large', params: { limit: 16 * 1024 } })
  })
})
