import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readBody } from '../../../src/ra/http/body.ts'
import { guardConnections } from '../../../src/ra/http/connections.ts'
import { agency, startTestRa, type TestRa } from './authority.ts'

const post = (path: string, headers: string) =>
  `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${headers}content-length: 5\r\n\r\n`

async function listening(listener: RequestListener) {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 }
}

describe('a connection whose body nobody read', () => {
  it('gives its place to a newcomer like any other idle connection', async () => {
    const asked: IncomingMessage[] = []
    const { server, port } = await listening((request, response) => {
      asked.push(request)
      response.end()
    })
    server.keepAliveTimeout = 0
    guardConnections(server, 4)
    const idle: Socket[] = []
    for (let i = 0; i < 4; i++) {
      const socket = connect(port, '127.0.0.1')
      idle.push(socket)
      socket.write(post('/', ''))
      await once(socket, 'data')
      const [request] = asked.splice(0)
      if (request === undefined) throw new Error('answered without a request')
      const thrownAway = once(request, 'end')
      socket.write('{"a":')
      await thrownAway
    }
    const dropped = idle.slice(0, 2).map((socket) => once(socket, 'close'))
    const newcomers = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')]
    await Promise.all(dropped)
    expect(idle.map((socket) => socket.closed)).toEqual([true, true, false, false])
    for (const socket of [...idle, ...newcomers]) socket.destroy()
    server.close()
  }, 5_000)
})

describe('a body', () => {
  it('that broke off before anybody read it is reported as broken off, instead of waiting for ever', async () => {
    const ends: Promise<string>[] = []
    const { server, port } = await listening(async (request) => {
      await new Promise((resolve) => request.once('close', resolve))
      ends.push(
        readBody(request, 100).then(
          () => 'read',
          () => 'broken off',
        ),
      )
      server.emit('looked')
    })
    const looked = once(server, 'looked')
    const socket = connect(port, '127.0.0.1')
    socket.write(`${post('/', '')}{`, () => socket.destroy())
    await looked
    expect(await Promise.all(ends)).toEqual(['broken off'])
    server.close()
  }, 5_000)
})

describe('an upload', () => {
  let test: TestRa
  beforeAll(async () => {
    test = await startTestRa()
  })
  afterAll(() => test.end())

  it('that breaks off at any moment frees its place for the next', async () => {
    const { token } = await agency(test.ra.url)
    const headers = `authorization: Bearer ${token}\r\ncontent-type: application/json\r\n`
    const port = Number(new URL(test.ra.url).port)
    for (const said of ['', '{', '{"a":']) {
      for (let i = 0; i < 20; i++) {
        const socket = connect(port, '127.0.0.1')
        await once(socket, 'connect')
        await new Promise((resolve) => socket.write(post('/ra/v1/uploads', headers) + said, resolve))
        if (i % 2 === 0) socket.resetAndDestroy()
        else socket.destroy()
        await once(socket, 'close')
      }
    }
    const answer = await fetch(`${test.ra.url}/ra/v1/uploads`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}',
    })
    expect(answer.status).toBe(400)
    expect(test.faults).toEqual([])
  })
})
