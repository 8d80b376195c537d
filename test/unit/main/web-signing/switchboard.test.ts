import { createServer } from 'node:http'
import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import type { PortWish, Protocol } from '../../../../src/main/web-signing/carriers/protocol.ts'
import { createSwitchboard, type Switchboard } from '../../../../src/main/web-signing/carriers/switchboard.ts'

const open: { stop(): void }[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.stop()
})

const languageOf = (name: Protocol['name'], ports: readonly PortWish[], stopped: string[]): Protocol => ({
  ...{ name, ports, presence: `{"name":"${name}"}`, subprotocols: [] },
  ...{ isSocketPath: () => false, isPostPath: () => false, answer: async () => null },
  speak: () => ({ hear: () => undefined, tell: () => undefined }),
  stop: () => void stopped.push(name),
})

/** The system gives these to nobody by chance, so that they are free again when they were left. */
const lowPorts = [29_311, 29_312, 29_313, 29_314, 29_315, 29_316, 29_317, 29_318]

/** Another program on a port of this computer. */
const otherProgram = async (): Promise<{ readonly port: number; leave(): Promise<void> }> => {
  for (const port of lowPorts) {
    const server = createServer()
    const listens = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => resolve(true))
    })
    if (!listens) continue
    open.push({ stop: () => void server.close() })
    return { port, leave: () => new Promise((resolve) => server.close(() => resolve())) }
  }
  throw new Error('all the low ports are taken')
}

const setUp = (own: readonly PortWish[], jszh: readonly PortWish[] = []) => {
  const [log, stopped, asked]: [string[], string[], number[]] = [[], [], []]
  const is = { on: ['own', 'jszh'] as readonly string[], changed: 0 }
  const board: Switchboard = createSwitchboard({
    protocols: [languageOf('own', own, stopped), languageOf('jszh', jszh, stopped)],
    isOn: (name) => is.on.includes(name),
    connections: {
      connect: () => {
        throw new Error('no page comes here')
      },
    },
    owner: async () => ({
      isOurs: async () => true,
      programOn: async (port) => {
        asked.push(port)
        return 'other.exe'
      },
    }),
    credentials: () => null,
    log: (line) => void log.push(line),
    changed: () => {
      is.changed += 1
    },
    againMs: 1_000,
  })
  open.push(board)
  const view = (name: string) => board.views().find((one) => one.name === name)
  const answers = async (port: number): Promise<string | null> =>
    fetch(`http://127.0.0.1:${port}/`).then(
      (answer) => answer.text(),
      () => null,
    )
  return { board, is, log, stopped, asked, view, answers }
}
const any: PortWish = { numbers: [0], tls: false }

it('a carrier that is on listens on each of its ports, and one that is off on none', async () => {
  const { board, is, view, answers, stopped } = setUp([any, any], [any])
  is.on = ['own']
  expect(board.views().map(({ state }) => state)).toEqual(['off', 'off'])
  await board.follow()
  const ports = view('own')?.ports ?? []
  expect(view('own')).toEqual({ name: 'own', state: 'listening', ports, taken: [] })
  expect(view('jszh')).toEqual({ name: 'jszh', state: 'off', ports: [], taken: [] })
  expect(await Promise.all(ports.map(answers))).toEqual(['{"name":"own"}', '{"name":"own"}'])
  expect([is.changed, stopped]).toEqual([1, ['jszh']])
  await board.follow()
  expect(view('own')?.ports).toEqual(ports)
  is.on = []
  await board.follow()
  expect([view('own')?.state, is.changed]).toEqual(['off', 3])
  expect(await Promise.all(ports.map(answers))).toEqual([null, null])
})

it('a port that is taken is told with its program, and the next one of the list is used', async () => {
  const { port } = await otherProgram()
  const { board, view, asked } = setUp(
    [{ numbers: [port, 0], tls: false }],
    [{ numbers: [port], tls: false }],
  )
  await board.follow()
  const taken = [{ port, program: 'other.exe' }]
  expect(view('own')).toMatchObject({ state: 'listening', taken })
  expect(view('own')?.ports).toHaveLength(1)
  expect(view('jszh')).toEqual({ name: 'jszh', state: 'taken', ports: [], taken })
  expect(asked).toEqual([port, port])
})

it('a port that was taken is tried again after a while, by itself', async () => {
  const program = await otherProgram()
  const { board, view } = setUp([{ numbers: [program.port], tls: false }], [any])
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  await board.follow()
  await program.leave()
  vi.advanceTimersByTime(999)
  await new Promise((resolve) => setImmediate(resolve))
  expect(view('own')?.state).toBe('taken')
  vi.advanceTimersByTime(1)
  vi.useRealTimers()
  await expect.poll(() => view('own')?.state, { interval: 1 }).toBe('listening')
  expect(view('own')?.ports).toEqual([program.port])
})

it('a person may have the first port again as soon as it is free', async () => {
  const program = await otherProgram()
  const { board, view } = setUp([{ numbers: [program.port, 0], tls: false }], [any])
  await board.follow()
  const others = view('jszh')?.ports
  await program.leave()
  await board.follow()
  expect(view('own')?.ports).not.toEqual([program.port])
  await board.again()
  expect([view('own')?.ports, view('own')?.taken, view('jszh')?.ports]).toEqual([[program.port], [], others])
})

it('a port that fails is written down, and what fails is no taken port', async () => {
  const { board, view, log } = setUp([{ numbers: [70_000, 0], tls: false }])
  await board.follow()
  expect(view('own')).toEqual({ name: 'own', state: 'failed', ports: [], taken: [] })
  expect(log).toEqual([expect.stringContaining('web signing: port 70000 could not be opened: ')])
})

it('a carrier with ports for TLS only needs a certificate', async () => {
  const { board, view, is } = setUp([{ numbers: [0], tls: true }], [any, { numbers: [0], tls: true }])
  await board.follow()
  expect([view('own')?.state, view('jszh')?.state, view('jszh')?.ports.length]).toEqual([
    ...['needs-certificate', 'listening', 1],
  ])
  const ports = view('jszh')?.ports
  await board.renewTls()
  expect([view('jszh')?.ports, is.changed]).toEqual([ports, 2])
})

it('nothing listens any more once it is stopped', async () => {
  const { board, view, answers, stopped } = setUp([any], [any])
  await board.follow()
  const [port = 0] = view('own')?.ports ?? []
  board.stop()
  expect(stopped).toEqual(['own', 'jszh'])
  await board.follow()
  expect([view('own')?.state, view('jszh')?.state, await answers(port)]).toEqual(['off', 'off', null])
  await board.renewTls()
  expect(view('own')?.state).toBe('off')
})
