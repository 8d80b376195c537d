import { request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prometheusMeter } from '../../../src/ra/metrics/prometheus.ts'
import { type ServedMetrics, serveMetrics } from '../../../src/ra/metrics/serve.ts'
import { type Cluster, startCluster } from '../../house/postgres.ts'
import { agency, startTestRa, type TestRa } from '../ra/authority.ts'
import { captchaAnswer, holderAt, issue } from '../ra/holder.ts'
import { Authority, saidBy, seeded, withStore } from './authority.ts'
import { linesToAll } from './line.ts'
import { samplesIn, sumOf } from './prometheus-text.ts'

const scraped = async (url: string) => samplesIn(await (await fetch(url)).text())

describe('the figures of an authority', () => {
  let test: TestRa
  let metrics: ServedMetrics
  const log: string[] = []
  beforeAll(async () => {
    const meter = prometheusMeter()
    test = await startTestRa({ meter })
    const figures = async () => [await meter.figures()]
    metrics = await serveMetrics({ host: '127.0.0.1', port: 0 }, figures, (line) => log.push(line))
  })
  afterAll(async () => {
    metrics.close()
    await test.end()
    expect(log).toEqual([])
  })

  it('tell what was asked for, how it ended, what was signed, and what the database holds', async () => {
    const before = await scraped(metrics.url)
    const holder = await agency(test.ra.url)
    const { request: issued } = await issue(holder)
    await expect(holder.client.requests.get({ requestId: 'not-a-request' })).rejects.toThrow()
    await fetch(`${test.ra.url}/crl/issuing.crl`)
    const after = await scraped(metrics.url)
    const rose = (metric: string, ...labels: readonly string[]) =>
      sumOf(after, metric, ...labels) - sumOf(before, metric, ...labels)
    expect(issued.state).toBe('active')
    for (const route of ['open', 'submitCsr', 'collect', 'confirm'])
      expect(rose('ra_requests_total', `route="requests.${route}"`, 'outcome="answered"')).toBe(1)
    expect(rose('ra_requests_total', 'route="requests.get"', 'outcome="refused"')).toBe(1)
    expect(rose('ra_requests_total', 'route="crl"')).toBe(1)
    expect(rose('ra_request_seconds_count', 'route="requests.collect"')).toBe(1)
    expect(rose('ra_request_seconds_sum', 'route="requests.collect"')).toBeGreaterThan(0)
    // Two certificates; the list may be signed, too.
    expect(rose('ra_signatures_total', 'signatory="issuing"')).toBeGreaterThanOrEqual(2)
    expect(sumOf(after, 'ra_database_up')).toBe(1)
    expect(sumOf(after, 'ra_connections')).toBeGreaterThan(0)
    for (const metric of ['process_resident_memory_bytes', 'nodejs_eventloop_lag_p99_seconds'])
      expect(sumOf(after, metric)).toBeGreaterThan(0)
  })

  it('read the database anew after some seconds: certificates, what waits, the list, the audit log', async () => {
    const { store } = test.ra.services
    const expected = await store.countCertificates()
    await expect
      .poll(async () => sumOf(await scraped(metrics.url), 'ra_certificates', 'state="active"'), {
        timeout: 15_000,
      })
      .toBe(expected.active)
    const samples = await scraped(metrics.url)
    for (const state of ['payment', 'refund', 'review'])
      expect(samples.has(`ra_waiting{state="${state}"}`)).toBe(true)
    expect(samples.get('ra_revocation_list_age_seconds')).toBeLessThan(600)
    expect(samples.has('ra_audit_unchained_lines')).toBe(true)
  })

  it('have no name that a client has chosen', async () => {
    for (let i = 0; i < 30; i++)
      await fetch(`${test.ra.url}/${i % 2 ? '' : 'ra/v1/'}x${i}`, { method: i % 3 ? 'GET' : 'PUT' })
    const samples = await scraped(metrics.url)
    expect(sumOf(samples, 'ra_requests_total', 'route="unknown"', 'outcome="refused"')).toBe(30)
    const routes = [...samples.keys()].flatMap((series) => /route="([^"]+)"/.exec(series)?.[1] ?? [])
    expect(routes.filter((route) => /x\d/.test(route))).toEqual([])
  })

  it('are not on the public port, and not for a page under a foreign name', async () => {
    expect((await fetch(`${test.ra.url}/metrics`)).status).toBe(404)
    const status = (path: string, host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const asked = request(new URL(path, metrics.url), { headers: { host } }, (answer) => {
          answer.resume()
          resolve(answer.statusCode)
        })
        asked.on('error', reject).end()
      })
    expect(await status('/metrics', 'example.org')).toBe(404)
    expect(await status('/metrics/', '127.0.0.1')).toBe(404)
    expect(await status('/metrics', '127.0.0.1')).toBe(200)
  })

  it('are told on, whatever else is sent there', async () => {
    const port = Number(new URL(metrics.url).port)
    const sent = (text: string) =>
      new Promise<string>((resolve) => {
        let heard = ''
        const socket = connect(port, '127.0.0.1', () => socket.write(text))
        socket.on('data', (part) => {
          heard += String(part)
        })
        socket.on('error', () => {})
        socket.on('close', () => resolve(heard.slice(0, 12)))
      })
    expect(
      await sent(`GET /metrics HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`),
    ).toMatch(/^(HTTP\/1.1 431|)$/)
    // Readers that do not read, and some that do not even ask.
    const idle = Array.from({ length: 40 }, (_, i) => {
      const socket = connect(
        port,
        '127.0.0.1',
        () => i % 2 && socket.write('GET /metrics HTTP/1.1\r\nhost: localhost\r\n\r\n'),
      )
      return socket.on('error', () => {}).pause()
    })
    await expect
      .poll(
        () =>
          scraped(metrics.url).then(
            ({ size }) => size > 50,
            () => false,
          ),
        { timeout: 15_000 },
      )
      .toBe(true)
    for (const socket of idle) socket.destroy()
    expect((await fetch(`${test.ra.url}/alive`)).status).toBe(200)
  })
})

describe('the figures of several workers', { timeout: 120_000 }, () => {
  let cluster: Cluster
  let authority: Authority
  beforeAll(async () => {
    cluster = await startCluster()
    authority = await Authority.start(await cluster.create('metrics'), 2, '--metrics', '0')
  }, 120_000)
  afterAll(async () => {
    await authority.end()
    await cluster.end()
  })

  it('are one sum, which does not fall when a worker is killed or replaced', async () => {
    const url = authority.metrics ?? ''
    const info = async () => sumOf(await scraped(url), 'ra_requests_total', 'route="info"')
    const lines = await linesToAll(authority.url, 2)
    for (const [i, line] of lines.entries())
      for (let times = 0; times <= i; times++) await line.ask('GET', '/ra/v1/info')
    await expect.poll(info).toBe(3)
    const samples = await scraped(url)
    expect(samples.get('ra_workers{state="answering"}')).toBe(2)
    expect(sumOf(samples, 'ra_database_connections', 'state="idle"')).toBeGreaterThan(1)
    const [one] = await withStore(cluster.url('metrics'), (store) => seeded(store, 1))
    await issue(holderAt(authority.url, one?.token ?? null))
    // All processes see the same database: it is not counted twice.
    await expect
      .poll(async () => sumOf(await scraped(url), 'ra_certificates', 'state="active"'), { timeout: 15_000 })
      .toBe(2)
    for (const line of lines) line.close()
    const killed = authority.pid(1)
    process.kill(killed, 'SIGKILL')
    await expect.poll(() => authority.pid(1) !== killed, { timeout: 60_000 }).toBe(true)
    expect(await info()).toBe(3)
    authority.signal('SIGHUP')
    await expect
      .poll(() => authority.log.some((line) => line.includes('all 2 workers are new')), { timeout: 60_000 })
      .toBe(true)
    expect(await info()).toBe(3)
  })

  it('are refused on what is no port', async () => {
    const { code, text } = await saidBy(
      'serve',
      '--data',
      '/nowhere',
      '--metrics',
      'here',
      '--captcha-answer',
      captchaAnswer,
    )
    expect([code, text.split('\n')[0]]).toEqual([2, '--metrics [HOST:]PORT: not here'])
  })
})
