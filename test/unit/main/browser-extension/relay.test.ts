import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readAddress, relayFolder } from '../../../../src/main/browser-extension/address-file.ts'
import { createUnframer, framed } from '../../../../src/main/browser-extension/frames.ts'
import { createRelay, type Relay } from '../../../../src/main/browser-extension/relay.ts'
import { relayHost } from '../../../../src/main/browser-extension/relay-host.ts'

let home = ''
let relay: Relay
let events: string[] = []
const says = new Map<string, (text: string) => void>()

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'relay-'))
  // Pages of the test before may leave later.
  const own: string[] = []
  events = own
  relay = createRelay({
    home,
    log: (line) => own.push(line),
    enter: (origin, say) => {
      own.push(`enter ${origin}`)
      says.set(origin, say)
      return {
        hear: (text) => {
          own.push(`hear ${text}`)
          say(`answer to ${text}`)
        },
        leave: () => own.push(`leave ${origin}`),
      }
    },
  })
  await relay.start()
})
afterEach(() => {
  relay.stop()
  rmSync(home, { recursive: true, force: true })
})

/** The browser's side: what the extension writes to the host, and what the host writes back. */
const browser = () => {
  const [input, output] = [new PassThrough(), new PassThrough()]
  const heard: unknown[] = []
  const waiting: (() => void)[] = []
  const unframe = createUnframer(1_000_000, (message) => {
    heard.push(message)
    for (const look of waiting) look()
  })
  output.on('data', unframe)
  const ended = relayHost(home, input, output)
  const until = (count: number): Promise<readonly unknown[]> =>
    new Promise((resolve) => {
      const look = () => heard.length >= count && resolve(heard)
      waiting.push(look)
      look()
    })
  return {
    say: (message: unknown) => void input.write(framed(message)),
    until,
    ended,
    close: () => input.destroy(),
  }
}

const settled = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5))
}

/** A program that is no host. */
const stranger = (): Promise<Socket> =>
  new Promise((resolve) => {
    const socket = connect(readAddress(home)?.path ?? '')
    socket.resume()
    socket.on('connect', () => resolve(socket)).on('error', () => {})
  })
const gone = (socket: Socket): Promise<void> =>
  new Promise((resolve) => socket.once('close', () => resolve()))

const origin = 'https://www.example.cn'

describe('the relay of the browser extension', () => {
  it('carries what a page says and its answer, under the origin that the browser told', async () => {
    const { say, until } = browser()
    expect(await until(1)).toEqual([{ ready: true }])
    say({ open: 1, origin })
    say({ to: 1, text: 'hello 你好' })
    expect((await until(2))[1]).toEqual({ from: 1, text: 'answer to hello 你好' })
    say({ close: 1 })
    await settled(() => events.includes(`leave ${origin}`))
    expect(events).toEqual([`enter ${origin}`, 'hear hello 你好', `leave ${origin}`])
  })

  it('sends a long answer in pieces that a browser takes', async () => {
    const { say, until } = browser()
    say({ open: 1, origin })
    const long = '"\u0001签'.repeat(200_000)
    say({ to: 1, text: 'x' })
    await until(2)
    says.get(origin)?.(long)
    const pieces = (await until(2 + 4)).slice(2) as readonly { text: string; more?: true }[]
    expect(pieces.map(({ text }) => text).join('')).toBe(long)
    expect(pieces.map(({ more = false }) => more)).toEqual([true, true, true, false])
  })

  it('lets every page go when the browser has gone', async () => {
    const { say, until, close, ended } = browser()
    await until(1)
    say({ open: 1, origin })
    say({ open: 2, origin: 'https://other.example' })
    await settled(() => events.length === 2)
    close()
    await ended
    await settled(() => events.length === 4)
    expect(events.slice(2)).toEqual([`leave ${origin}`, 'leave https://other.example'])
  })

  it('does not let one site keep the others out', async () => {
    const { say, until } = browser()
    await until(1)
    for (let line = 1; line <= 400; line += 1) say({ open: line, origin })
    say({ open: 401, origin: 'https://other.example' })
    say({ to: 401, text: 'x' })
    const heard = await until(1 + 384 + 1)
    expect(heard.filter((one) => 'closed' in (one as object))).toHaveLength(384)
    expect(heard.at(-1)).toEqual({ from: 401, text: 'answer to x' })
    expect(events.filter((event) => event === `enter ${origin}`)).toHaveLength(16)
  })

  it('says that the assistant is asleep if none runs', async () => {
    relay.stop()
    const { until, ended } = browser()
    expect(await until(1)).toEqual([{ asleep: true }])
    await ended
  })

  it('ends its hosts when it stops, and leaves no way in behind', async () => {
    const { until, ended } = browser()
    await until(1)
    const path = readAddress(home)?.path ?? ''
    relay.stop()
    await ended
    expect(readAddress(home)).toBeNull()
    expect(existsSync(path)).toBe(false)
  })

  it('is in a folder that only this user may enter', () => {
    expect(statSync(relayFolder(home)).mode & 0o777).toBe(0o700)
    expect(statSync(join(relayFolder(home), 'address.json')).mode & 0o077).toBe(0)
    expect(JSON.parse(readFileSync(join(relayFolder(home), 'address.json'), 'utf8')).secret).toHaveLength(43)
  })

  it.each([
    ['without the secret', { open: 1, origin }],
    ['with another secret', { secret: 'x'.repeat(43) }],
  ])('disconnects a program %s', async (_, message) => {
    const socket = await stranger()
    socket.write(framed(message))
    await gone(socket)
    expect(events.filter((event) => event.startsWith('enter'))).toEqual([])
  })

  it.each([
    ['null', { open: 1, origin: 'null' }],
    ['a file', { open: 1, origin: 'file://' }],
    ['an address instead of an origin', { open: 1, origin: `${origin}/path` }],
    ['an extension', { open: 1, origin: 'chrome-extension://abc' }],
    ['a number of its own', { open: '1', origin }],
    ['more than it should say', { open: 1, origin, approved: true }],
    ['no message', 7],
  ])('disconnects a host that says %s', async (_, message) => {
    const socket = await stranger()
    socket.write(framed({ secret: readAddress(home)?.secret }))
    socket.write(framed(message))
    await gone(socket)
    expect(events.filter((event) => event.startsWith('enter'))).toEqual([])
  })

  it('disconnects who announces a message of four gigabytes, or sends no JSON', async () => {
    for (const bytes of [Buffer.alloc(4, 255), Buffer.concat([Buffer.of(1, 0, 0, 0), Buffer.from('x')])]) {
      const socket = await stranger()
      socket.write(bytes)
      await gone(socket)
    }
  })

  it('answers nothing to a page that never came or has gone', async () => {
    const { say, until } = browser()
    say({ to: 9, text: 'x' })
    say({ open: 1, origin })
    say({ close: 1 })
    say({ to: 1, text: 'x' })
    say({ open: 2, origin })
    say({ to: 2, text: 'y' })
    expect((await until(2))[1]).toEqual({ from: 2, text: 'answer to y' })
    expect(events.filter((event) => event.startsWith('hear'))).toEqual(['hear y'])
  })
})
