import { execFile, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { Agent, get } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CannotStart } from '../../../src/ra/cannot-start.ts'
import { guardConnections } from '../../../src/ra/http/connections.ts'
import { startRa } from '../../../src/ra/server.ts'
import { copyDatabase } from '../../../src/ra/store/sqlite/backup.ts'
import { agency, agencyName, refusalOf, startTestRa, type TestRa } from './authority.ts'
import { captchaAnswer, holderAt, issue, login } from './holder.ts'
import { openssl } from './openssl.ts'
import { tlsFiles } from './tls-files.ts'

const source = (path: string) => fileURLToPath(new URL(`../../../src/ra/${path}`, import.meta.url))
const node24 = process.execPath
const run = promisify(execFile)
const folders: string[] = []

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'ra-server-'))
  folders.push(dir)
  return dir
}
afterAll(() => {
  for (const dir of folders) rmSync(dir, { recursive: true, force: true })
})

describe('a crowd at the door', () => {
  let test: TestRa
  beforeAll(async () => {
    test = await startTestRa()
  })
  afterAll(() => test.end())

  const port = () => Number(new URL(test.ra.url).port)

  async function crowd(count: number, say: string): Promise<readonly Socket[]> {
    const sockets: Socket[] = []
    for (let i = 0; i < count; i++) {
      const socket = connect(port(), '127.0.0.1')
      socket.on('error', () => {})
      socket.once('connect', () => socket.write(say))
      sockets.push(socket)
      if (i % 100 === 99) await new Promise((resolve) => setImmediate(resolve))
    }
    return sockets
  }

  it('of 10,000 silent connections shuts nobody out', async () => {
    const sockets = await crowd(10_000, '')
    const holder = await agency(test.ra.url)
    expect((await issue(holder)).request.state).toBe('active')
    for (const socket of sockets) socket.destroy()
  })

  it('of 1,000 connections that send headers letter by letter shuts nobody out', async () => {
    const sockets = await crowd(1_000, 'POST /ra/v1/captchas HTTP/1.1\r\nhost: a\r\nx-slow: ')
    const holder = await agency(test.ra.url)
    expect((await holder.client.certificates.list({})).certificates.length).toBeGreaterThan(0)
    for (const socket of sockets) socket.destroy()
  })

  it.each(['/ra/v1/captchas', '/ocsp'])(
    'of 1,500 connections that send an endless body to %s shuts nobody out',
    async (path) => {
      const head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n`
      const sockets = await crowd(1_500, `${head}content-length: 1000\r\n\r\n{`)
      const holder = await agency(test.ra.url)
      expect((await holder.client.certificates.list({})).certificates.length).toBeGreaterThan(0)
      for (const socket of sockets) socket.destroy()
    },
  )

  it('of broken and half-sent requests does not stop the server', async () => {
    const says = [
      'GET / HTTP/9.9\r\n\r\n',
      '\u0000\u0001\u0002',
      'POST /ra/v1/captchas HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"a"',
      `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nhost: a\r\n\r\n`,
      'POST /ra/v1/captchas HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
    ]
    for (const say of says) for (const socket of await crowd(20, say)) setTimeout(() => socket.destroy(), 50)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect((await fetch(`${test.ra.url}/ra/v1/info`)).status).toBe(200)
    expect(test.faults).toEqual([])
  })
})

describe('limits on calls', () => {
  it('apply to logins and captchas of one address', async () => {
    const test = await startTestRa({ unlimited: false, embedded: false })
    const { client } = holderAt(test.ra.url)
    const codes = new Set<string>()
    for (let i = 0; i < 70; i++) {
      try {
        await client.captcha.create({})
      } catch {
        codes.add((await refusalOf(client.captcha.create({}))).code)
      }
    }
    expect([...codes]).toEqual(['too-many-requests'])
    test.passTime(60_000)
    await client.captcha.create({})
    await test.end()
  })
})

describe('a start', () => {
  function broken(files: Readonly<Record<string, string>>): string {
    const dir = folder()
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, name)), { recursive: true })
      writeFileSync(join(dir, name), text)
    }
    return dir
  }

  it('with unusable settings says so in one line', async () => {
    const tls = { key: 'no key', cert: 'no certificate' }
    for (const options of [
      { dataDir: '/dev/null' },
      { dataDir: broken({ 'ra.db': 'no database at all '.repeat(500) }) },
      { dataDir: broken({ 'ca/authority.json': '{"version":1' }), passphrase: 'any' },
      { dataDir: broken({ 'ca/authority.json': '{}' }) },
      { dataDir: folder(), tls },
      { dataDir: folder(), host: 'no host' },
    ]) {
      const why: unknown = await startRa(options).catch((error: unknown) => error)
      expect(why).toBeInstanceOf(CannotStart)
      expect(String(why)).not.toContain('\n')
    }
    await expect(copyDatabase(join(folder(), 'ra.db'), join(folder(), 'copy.db'))).rejects.toThrow(
      CannotStart,
    )
  })

  it('with a fixed captcha answer is refused unless the address is a loopback address', async () => {
    const dataDir = folder()
    for (const host of ['0.0.0.0', '::', '192.168.1.10']) {
      await expect(startRa({ dataDir, host, captchaAnswer: 'A' })).rejects.toThrow(CannotStart)
    }
  })

  it('warns of plain HTTP only where other machines can reach it', async () => {
    const said = async (host: string) => {
      const lines: string[] = []
      await (await startRa({ dataDir: folder(), host, log: (line) => lines.push(line) })).stop()
      return lines
    }
    expect(await said('0.0.0.0')).toEqual([expect.stringContaining('plain HTTP')])
    expect(await said('127.0.0.1')).toEqual([])
  })

  it('reports a port that is taken, and by default uses the port of last time or another', async () => {
    const dataDir = folder()
    const first = await startRa({ dataDir })
    const { port } = new URL(first.url)
    await expect(startRa({ dataDir: folder(), port: Number(port) })).rejects.toThrow(/taken/)
    await first.stop()
    const second = await startRa({ dataDir })
    expect(second.url).toBe(first.url)
    await second.stop()
    const other = createServer().listen(Number(port), '127.0.0.1')
    await once(other, 'listening')
    const third = await startRa({ dataDir })
    expect(third.url).not.toBe(first.url)
    await third.stop()
    other.close()
  })

  it('is refused in a folder in which another server works', async () => {
    const dataDir = folder()
    const first = await startRa({ dataDir })
    await expect(startRa({ dataDir })).rejects.toThrow(/another server/)
    expect((await fetch(`${first.url}/ra/v1/info`)).status).toBe(200)
    await first.stop()
    await (await startRa({ dataDir })).stop()
  })

  it('founds no new authority beside a database that already belongs to one', async () => {
    const [dataDir, otherDir] = [folder(), folder()]
    for (const dir of [dataDir, otherDir]) await (await startRa({ dataDir: dir, passphrase: 'same' })).stop()
    const start = () => startRa({ dataDir, passphrase: 'same' })
    const keys = (dir: string) => join(dir, 'ca', 'authority.json')
    renameSync(keys(dataDir), `${keys(dataDir)}.kept`)
    await expect(start()).rejects.toThrow(/keys of this authority are missing/)
    expect(existsSync(keys(dataDir))).toBe(false)
    copyFileSync(keys(otherDir), keys(dataDir))
    await expect(start()).rejects.toThrow(/belongs to another authority/)
    renameSync(`${keys(dataDir)}.kept`, keys(dataDir))
    await (await start()).stop()
  })

  it('keeps the same CA, and opens it only with its own passphrase', async () => {
    const dataDir = folder()
    const first = await startRa({ dataDir, passphrase: 'correct horse' })
    const root = first.services.ca.root.der
    await first.stop()
    await expect(startRa({ dataDir, passphrase: 'wrong' })).rejects.toThrow(/passphrase/)
    const again = await startRa({ dataDir, passphrase: 'correct horse' })
    expect(Buffer.from(again.services.ca.root.der).equals(Buffer.from(root))).toBe(true)
    await again.stop()
  })

  it('writes secrets for their owner only, and no key in clear', async () => {
    const test = await startTestRa()
    for (const file of ['ca/passphrase', 'ca/authority.json', 'operators.txt', 'ra.db', 'ra.db-wal']) {
      expect(statSync(join(test.dataDir, file)).mode & 0o077).toBe(0)
    }
    expect(
      Object.keys(JSON.parse(readFileSync(join(test.dataDir, 'ca/authority.json'), 'utf8')).root),
    ).toEqual(['certificate', 'sealedKey'])
    await test.end()
  })

  it('tells whoever asks while it ends that it is not ready, on a connection that ends with the answer', async () => {
    const ra = await startRa({ dataDir: folder() })
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const ask = () =>
      new Promise<string>((resolve, reject) => {
        const sent = get(`${ra.url}/ready`, { agent }, (answer) => {
          answer.resume().on('end', () => resolve(`${answer.statusCode} ${answer.headers.connection}`))
        })
        sent.on('error', reject)
      })
    expect(await ask()).toBe('200 keep-alive')
    const drained = ra.drain()
    expect(await ask()).toBe('503 close')
    await drained
    await expect(ask()).rejects.toThrow(/ECONNREFUSED/)
  })

  it('serves over TLS when it is given a certificate', async () => {
    const ssl = openssl()
    const { key, cert } = tlsFiles(ssl)
    const ra = await startRa({ dataDir: folder(), tls: { key, cert } })
    expect(ra.url).toMatch(/^https:/)
    const { stdout } = await run('curl', ['-sS', '--cacert', ssl.path('tls.pem'), `${ra.url}/ra/v1/info`])
    expect(JSON.parse(stdout).crlUrl).toBe(`${ra.url}/crl/issuing.crl`)
    await ra.stop()
    ssl.end()
  })

  it('makes room over TLS too, by dropping the connection that has waited longest', async () => {
    const ssl = openssl()
    const { key, cert } = tlsFiles(ssl)
    const server = createTlsServer({ key, cert }, (_request, response) => response.end())
    guardConnections(server, 4)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const url = `https://127.0.0.1:${port}/`
    for (let i = 0; i < 8; i++) await run('curl', ['-sS', '--cacert', ssl.path('tls.pem'), url])
    const silent: Socket[] = []
    for (let i = 0; i < 4; i++) {
      silent.push(connect(port, '127.0.0.1'))
      await once(server, 'connection')
    }
    const dropped = silent.map((socket) => once(socket, 'close'))
    await run('curl', ['-sS', '--cacert', ssl.path('tls.pem'), url])
    await dropped[0]
    expect(silent.map((socket) => socket.closed)).toEqual([true, false, false, false])
    for (const socket of silent) socket.destroy()
    server.close()
    ssl.end()
  })
})

describe('as a child of the application', () => {
  it('reports when it is ready, serves, and ends when told to', async () => {
    const config = JSON.stringify({ dataDir: folder(), captchaAnswer })
    const child = fork(source('embedded.ts'), [config], { execPath: node24, serialization: 'advanced' })
    const url = await new Promise<string>((resolve, reject) => {
      child.on('message', (message: { type: string; url: string }) => {
        if (message.type === 'ready') resolve(message.url)
        else reject(new Error(JSON.stringify(message)))
      })
    })
    const session = await login(holderAt(url), 'demo', agencyName)
    expect(session.account.kind).toBe('agency')
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.send({ type: 'stop' })
    expect(await ended).toBe(0)
  })

  it('says why it could not start', async () => {
    const file = join(folder(), 'a-file')
    writeFileSync(file, '')
    const child = fork(source('embedded.ts'), [JSON.stringify({ dataDir: file })], { execPath: node24 })
    const message = await new Promise<unknown>((resolve) => child.once('message', resolve))
    expect(message).toMatchObject({ type: 'failed', reason: expect.stringContaining('a-file') })
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(1)
  })
})

describe('the command line', () => {
  const cli = (...args: string[]) => run(node24, [source('cli.ts'), ...args], { encoding: 'utf8' })

  it('answers wrong arguments with one line and exit code 2', async () => {
    for (const args of [
      ['dance'],
      ['serve'],
      ['serve', '--port', '70000', '--data', folder()],
      ['--wings'],
      ['seed'],
      ['serve', '--data', folder()],
      ['serve', '--demo', '--data', folder(), '--public-url', 'javascript:alert(1)'],
      ['serve', '--data', folder(), '--passphrase-file', '/dev/null'],
    ]) {
      await expect(cli(...args)).rejects.toMatchObject({
        code: 2,
        stderr: expect.not.stringContaining('    at '),
      })
    }
  })

  it('seeds certificates in every state once, and copies the database while it is in use', async () => {
    const dataDir = folder()
    const first = await cli('seed', 'demo', '--data', dataDir)
    expect((await cli('seed', 'demo', '--data', dataDir)).stdout).toBe(first.stdout)
    const copy = join(folder(), 'copy.db')
    const test = await startTestRa({ dataDir })
    await cli('backup', copy, '--data', dataDir)
    expect(readdirSync(dataDir)).toContain('ra.db')
    expect(statSync(copy).mode & 0o077).toBe(0)
    const database = join(dataDir, 'ra.db')
    await expect(cli('backup', database, '--data', dataDir)).rejects.toMatchObject({ code: 2 })
    const { store } = test.ra.services
    const counts = await store.countCertificates()
    expect(counts).toMatchObject({ active: 16, revoked: 2, suspended: 2 })
    const waiting = await store.requests({ text: '', after: null, limit: 10 }, 'awaiting-review')
    expect(waiting.rows).toHaveLength(1)
    expect(
      (await store.certificates({ text: '', after: null, limit: 10 }, 'expired', Date.now())).rows,
    ).toHaveLength(2)
    await test.ra.stop()
  })

  it('serves until it is told to stop', async () => {
    const dataDir = folder()
    const child = spawn(node24, [source('cli.ts'), 'serve', '--data', dataDir, '--demo'])
    const line = await new Promise<string>((resolve) =>
      child.stdout.once('data', (data) => resolve(String(data))),
    )
    const { url } = JSON.parse(line.replace('READY ', ''))
    expect((await fetch(`${url}/ra/v1/info`)).status).toBe(200)
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })
})
