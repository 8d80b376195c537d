import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { request } from 'node:http'
import { Registry } from 'prom-client'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type Figures, figuresOf } from '../../../../src/ra/metrics/figures.ts'
import { type ServedMetrics, serveMetrics } from '../../../../src/ra/metrics/serve.ts'

let served: ServedMetrics | undefined
afterEach(() => served?.close())

const figures = (): Promise<Figures> => figuresOf(new Registry())
const log = vi.fn()
const serve = async (give: () => Promise<readonly Figures[]>, host = '127.0.0.1') => {
  log.mockClear()
  served = await serveMetrics({ host, port: 0 }, give, log)
  return served.url
}

type Wish = { readonly method?: string; readonly path?: string; readonly host?: string }
const ask = (url: string, { method = 'GET', path = '/metrics', host = '127.0.0.1:1' }: Wish = {}) =>
  new Promise<{ readonly status?: number; readonly body: string; readonly type?: string }>(
    (resolve, reject) => {
      const call = request(new URL(path, url), { method, headers: { host } }, (response) => {
        let body = ''
        response.on('data', (more) => {
          body += String(more)
        })
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body,
            type: String(response.headers['content-type']),
          }),
        )
      })
      call.on('error', reject).end()
    },
  )

/** Counts the requests that reach a server of this process. */
const arrivals = () => {
  let count = 0
  const one = () => {
    count += 1
  }
  subscribe('http.server.request.start', one)
  onTestFinished(() => void unsubscribe('http.server.request.start', one))
  return () => count
}

describe('the figures of the authority', () => {
  it('are given at their own address, to GET and HEAD', async () => {
    const url = await serve(async () => [await figures()])
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/)
    expect(await ask(url)).toMatchObject({ status: 200, type: new Registry().contentType })
    expect(await ask(url, { method: 'HEAD' })).toMatchObject({ status: 200, body: '' })
    expect(log).not.toHaveBeenCalled()
  })

  it.each<[string, Wish]>([
    ['another way', { method: 'POST' }],
    ['another place', { path: '/metrics/' }],
    ['a name that a page may have rebound', { host: 'a.example' }],
  ])('are not given to %s', async (_, wish) => {
    const give = vi.fn(async () => [await figures()])
    const url = await serve(give)
    expect(await ask(url, wish)).toMatchObject({ status: 404, body: '' })
    expect(give).not.toHaveBeenCalled()
  })

  it('are given under any name where the address is no loopback', async () => {
    const url = await serve(async () => [await figures()], '0.0.0.0')
    const near = url.replace('0.0.0.0', '127.0.0.1')
    expect(await ask(near, { host: 'ra.example' })).toMatchObject({ status: 200 })
  })

  it('are missing with a word in the log if they cannot be had, and come again', async () => {
    const give = vi.fn(async () => [await figures()])
    give.mockRejectedValueOnce(new Error('no worker'))
    const url = await serve(give)
    expect(await ask(url)).toMatchObject({ status: 500, body: '' })
    expect(log).toHaveBeenCalledExactlyOnceWith('fault: no metrics: Error: no worker')
    expect(await ask(url)).toMatchObject({ status: 200 })
  })

  it('are made once for all who ask at the same time', async () => {
    const held = Promise.withResolvers<void>()
    const give = vi.fn(async () => {
      await held.promise
      return [await figures()]
    })
    const url = await serve(give)
    const arrived = arrivals()
    const both = [ask(url), ask(url)]
    await expect.poll(arrived, { interval: 1 }).toBe(2)
    held.resolve()
    expect(await Promise.all(both)).toMatchObject([{ status: 200 }, { status: 200 }])
    expect(give).toHaveBeenCalledTimes(1)
    await ask(url)
    expect(give).toHaveBeenCalledTimes(2)
  })
})
