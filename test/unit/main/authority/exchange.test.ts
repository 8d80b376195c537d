import { Agent, createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type ExchangeLimits, exchange } from '../../../../src/main/authority/exchange.ts'

type Answering = (request: IncomingMessage, response: ServerResponse, body: string) => void

const serving = async (answer: Answering) => {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request.setEncoding('utf8')) body += part
    answer(request, response, body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const agent = new Agent()
  onTestFinished(() => {
    agent.destroy()
    server.close()
    server.closeAllConnections()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const stopping = new AbortController()
  const ask = (init: RequestInit = {}, limits: Partial<ExchangeLimits> = {}, path = '/a?b=c') =>
    exchange(
      new Request(`${url}${path}`, init),
      agent,
      { milliseconds: 60_000, answerBytes: 1_000, ...limits },
      stopping.signal,
    )
  return { ask, stopping }
}
const silent: Answering = () => undefined
const unreadable = { code: 'authority-answer-unreadable' }

describe('an exchange with an authority', () => {
  it('takes the request there as it is', async () => {
    const seen: unknown[] = []
    const { ask } = await serving(({ method, url, headers }, response, body) => {
      seen.push([method, url, headers['x-a'], headers['content-length'], body])
      response.end()
    })
    await ask({ method: 'PUT', headers: { 'x-a': '1' }, body: '合同' })
    await ask({}, {}, '/x')
    expect(seen).toEqual([
      ['PUT', '/a?b=c', '1', '6', '合同'],
      ['GET', '/x', undefined, '0', ''],
    ])
  })

  it('brings the answer whole', async () => {
    const { ask } = await serving((_, response) => {
      response.setHeader('set-cookie', ['a=1', 'b=2'])
      response.writeHead(418, { 'X-B': '2' }).write('内')
      response.end('容')
    })
    const { status, headers, body } = await ask()
    expect([status, headers.get('x-b'), headers.get('set-cookie')]).toEqual([418, '2', null])
    expect([Buffer.from(body).toString(), body.byteLength, body.buffer.byteLength]).toEqual(['内容', 6, 6])
  })

  it('takes an answer that is as long as may be, and refuses a longer one', async () => {
    const { ask } = await serving((_, response) => void response.end('x'.repeat(1_000)))
    expect((await ask()).body).toHaveLength(1_000)
    await expect(ask({}, { answerBytes: 999 })).rejects.toMatchObject(unreadable)
  })

  it('refuses an answer that breaks off', async () => {
    const { ask } = await serving((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('x', () => response.destroy())
    })
    await expect(ask()).rejects.toMatchObject(unreadable)
  })

  it('has the system’s error if there is no answer', async () => {
    const { ask } = await serving((request) => void request.socket.destroy())
    await expect(ask()).rejects.toMatchObject({ code: 'ECONNRESET' })
  })

  it('ends when its time is over, before and within the answer', async () => {
    const { ask } = await serving(silent)
    await expect(ask({}, { milliseconds: 1 })).rejects.toMatchObject({ code: 'network-timeout' })
    const within = await serving((_, response) => void response.writeHead(200).write('x'))
    await expect(within.ask({}, { milliseconds: 200 })).rejects.toMatchObject({ code: 'network-timeout' })
  })

  it('ends when everything stops, before and within the answer', async () => {
    const cancelled = { code: 'cancelled-by-user' }
    for (const begins of [false, true]) {
      const asked = Promise.withResolvers<void>()
      const { ask, stopping } = await serving((_, response) => {
        if (begins) response.writeHead(200).write('x')
        asked.resolve()
      })
      const running = ask()
      running.catch(() => undefined)
      await asked.promise
      stopping.abort()
      await expect(running).rejects.toMatchObject(cancelled)
    }
  })

  it('ends when the request is taken back', async () => {
    const controller = new AbortController()
    const { ask } = await serving(() => controller.abort())
    await expect(ask({ signal: controller.signal })).rejects.toMatchObject({ code: 'cancelled-by-user' })
  })
})
