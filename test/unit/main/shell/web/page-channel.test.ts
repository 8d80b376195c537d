import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { Access } from '../../../../../src/main/shell/web/access.ts'
import { pageChannels } from '../../../../../src/main/shell/web/page-channel.ts'
import type { Introduced, Pass } from '../../../../../src/main/shell/web/sessions.ts'
import type { Duplex } from '../../../../../src/shared/channel/duplex.ts'

const hour = 3_600_000

/** Channels whose pages the test lets in; `served` is the channel of each page. */
const setUp = async (pass: Partial<Pass> | null = {}, judged: ReturnType<Access['judgeScript']> = null) => {
  const left = { times: 0 }
  const [introduced, judgedHeaders]: [Introduced[], IncomingHttpHeaders[]] = [[], []]
  const proven = { count: 0 }
  const waiting: ((channel: Duplex) => void)[] = []
  const channels = pageChannels({
    access: {
      ...{ origin: '', judgePage: () => null },
      judgeScript: (headers) => {
        judgedHeaders.push(headers)
        return judged
      },
    },
    sessions: {
      ...{ freshToken: () => '', enter: () => null },
      admit: (one) => {
        introduced.push(one)
        if (pass === null) return null
        const leave = () => {
          left.times += 1
        }
        return { proof: 'the proof', endsIn: hour, leave, ...pass }
      },
    },
    serve: (channel) => waiting.shift()?.(channel),
    proven: () => {
      proven.count += 1
    },
  })
  const server = createServer()
  server.on('upgrade', channels.upgrade)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    channels.close()
    server.close()
    server.closeAllConnections()
  })
  const address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
  const dial = (path = '/channel') => {
    const socket = new WebSocket(`${address}${path}`, ['assistant', 'session.S', 'nonce.N', 'proof.P'])
    socket.on('error', () => undefined)
    return socket
  }
  /** A page that was let in: its socket, the channel of the application, and the first that it hears. */
  const open = async () => {
    const served = new Promise<Duplex>((resolve) => waiting.push(resolve))
    const socket = dial()
    const first = heard(socket)
    return { socket, channel: await served, first: await first }
  }
  return { channels, dial, open, left, introduced, judgedHeaders, proven }
}
const heard = (socket: WebSocket): Promise<readonly [unknown, boolean]> =>
  new Promise((resolve) => socket.once('message', (data, isBinary) => resolve([String(data), isBinary])))
const closed = (socket: WebSocket): Promise<void> =>
  new Promise((resolve) => socket.once('close', () => resolve()))
const arrived = (channel: Duplex): Promise<unknown> =>
  new Promise((resolve) => channel.onMessage.addListener(resolve))
const refusal = (socket: WebSocket): Promise<unknown> =>
  new Promise((resolve) => socket.once('unexpected-response', (_, { statusCode }) => resolve(statusCode)))

describe('the channel of a page', () => {
  it('opens with a proof, for a page that introduces itself', async () => {
    const { open, introduced, judgedHeaders, proven, channels } = await setUp()
    const { first, socket } = await open()
    expect([first, socket.protocol, channels.open()]).toEqual([['the proof', false], 'assistant', 1])
    expect([introduced, proven.count]).toEqual([[{ id: 'S', nonce: 'N', proof: 'P' }], 1])
    expect(judgedHeaders[0]?.upgrade).toBe('websocket')
  })

  it('carries texts and bytes in both directions', async () => {
    const { open } = await setUp()
    const { socket, channel } = await open()
    const text = arrived(channel)
    socket.send('合同')
    expect(await text).toBe('合同')
    const bytes = new Promise((resolve) =>
      channel.onMessage.addListener((message) => message instanceof Uint8Array && resolve(message)),
    )
    socket.send(Uint8Array.of(1, 2))
    expect(await bytes).toEqual(Uint8Array.of(1, 2))
    const said = heard(socket)
    channel.postMessage('信')
    expect(await said).toEqual(['信', false])
    const sent = heard(socket)
    channel.postMessage(Uint8Array.of(0x41))
    expect(await sent).toEqual(['A', true])
    expect(() => channel.postMessage({})).toThrow(TypeError)
  })

  it('ends with the page, which is told once', async () => {
    const { open, left } = await setUp()
    const { socket, channel } = await open()
    const gone = new Promise<void>((resolve) => channel.onDisconnect.addListener(resolve))
    socket.close()
    await gone
    expect(left.times).toBeGreaterThan(0)
    channel.postMessage('nobody hears this')
  })

  it('ends when its session does', async () => {
    const { dial, channels, left } = await setUp({ endsIn: 0 })
    const socket = dial()
    await closed(socket)
    await expect.poll(() => [channels.open(), left.times > 0]).toEqual([0, true])
  })

  it('ends with all others when the shell closes', async () => {
    const { open, channels } = await setUp()
    const [one, two] = [await open(), await open()]
    expect(channels.open()).toBe(2)
    const both = Promise.all([closed(one.socket), closed(two.socket)])
    channels.close()
    await both
  })

  it('ends if a message is longer than any of ours', async () => {
    const { open } = await setUp()
    const { socket } = await open()
    const end = closed(socket)
    socket.send(new Uint8Array(32 * 1024 * 1024 + 1))
    await end
  })
})

describe('the channel is refused', () => {
  it.each([
    ['to a foreign page', {}, 'origin', '/channel', 403, 0],
    ['at another path', {}, null, '/channel/', 404, 0],
    ['to a page that nobody let in', null, null, '/channel', 403, 1],
  ] as const)('%s', async (_, pass, judged, path, status, asked) => {
    const { dial, introduced, proven, channels } = await setUp(pass, judged)
    const socket = dial(path)
    expect(await refusal(socket)).toBe(status)
    socket.terminate()
    expect([introduced.length, proven.count, channels.open()]).toEqual([asked, 0, 0])
  })
})
