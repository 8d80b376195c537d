import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readBody } from '../../../src/ra/http/body.ts'
import { guardConnections } from '../../../src/ra/http/connections.ts'
import { open } from './applicant.ts'
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

  const port = () => Number(new URL(test.ra.url).port)
  type Sender = { readonly token: string | null; readonly clientId?: string }
  const headersOf = ({ token, clientId = 'client-0123456789' }: Sender) => ({
    ...{ authorization: `Bearer ${token}`, 'x-ra-client': clientId, 'content-type': 'application/json' },
  })
  const headersWith = (sender: Sender) =>
    Object.entries(headersOf(sender))
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')
  /** What the server says to a whole upload, which is no document. */
  const statusOf = async (path: string, sender: Sender) => {
    const said = { method: 'POST', headers: headersOf(sender), body: '{}' }
    return (await fetch(`${test.ra.url}${path}`, said)).status
  }

  it('that breaks off at any moment frees its place for the next', async () => {
    const owner = await agency(test.ra.url)
    for (const said of ['', '{', '{"a":']) {
      for (let i = 0; i < 20; i++) {
        const socket = connect(port(), '127.0.0.1')
        await once(socket, 'connect')
        await new Promise((resolve) =>
          socket.write(post('/ra/v1/uploads', headersWith(owner)) + said, resolve),
        )
        if (i % 2 === 0) socket.resetAndDestroy()
        else socket.destroy()
        await once(socket, 'close')
      }
    }
    expect(await statusOf('/ra/v1/uploads', owner)).toBe(400)
    expect(test.faults).toEqual([])
  })

  it('waits for none of those before it: so many at once are taken, of accounts and of dossiers', async () => {
    const { desk, dossierId } = await open(test, 'registration', 'person')
    const ofAccount = { path: '/ra/v1/uploads', sender: await agency(test.ra.url), places: 8 }
    const ofDossier = { path: `/ra/v1/identity/dossiers/${dossierId}/uploads`, sender: desk, places: 4 }
    for (const [full, free] of [
      [ofAccount, ofDossier],
      [ofDossier, ofAccount],
    ] as const) {
      const begun: Socket[] = []
      const status = () => statusOf(full.path, full.sender)
      const begin = async () => {
        const socket = connect(port(), '127.0.0.1')
        begun.push(socket)
        await new Promise((resolve) => socket.write(`${post(full.path, headersWith(full.sender))}{`, resolve))
      }
      for (let taken = 1; taken < full.places; taken++) await begin()
      // One place is left: nobody is turned away, however long this is asked.
      for (let time = 0; time < 5; time++) expect(await status()).toBe(400)
      await begin()
      await vi.waitFor(async () => expect(await status()).toBe(503), { timeout: 10_000 })
      expect(await statusOf(free.path, free.sender)).toBe(400)
      begun.pop()?.destroy()
      await vi.waitFor(async () => expect(await status()).toBe(400), { timeout: 10_000 })
      for (const socket of begun) socket.destroy()
    }
    expect(test.faults).toEqual([])
  })
})
