import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createEmbeddedAuthority,
  type EmbeddedOptions,
} from '../../../../src/main/authority/embedded-authority.ts'
import type { Child } from '../../../../src/native/host/child.ts'
import { moments } from '../moments.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

type Process = {
  readonly says: (message: unknown) => void
  readonly exits: (how?: number) => void
  readonly log: string[]
}

/** An authority whose processes are played by the test. */
const setUp = (options: Partial<EmbeddedOptions> = {}) => {
  const processes: Process[] = []
  const begun: unknown[] = []
  const lines: string[] = []
  const authority = createEmbeddedAuthority({
    fork: (entry, argument): Child => {
      begun.push([entry, JSON.parse(argument)])
      const log: string[] = []
      const hears: ((message: unknown) => void)[] = []
      const leaves: ((how: number) => void)[] = []
      processes.push({
        log,
        says: (message) => {
          for (const hear of hears) hear(message)
        },
        exits: (how = 0) => {
          for (const leave of leaves) leave(how)
        },
      })
      return {
        ...{
          pid: 1,
          send: (message) => void log.push(JSON.stringify(message)),
          kill: () => void log.push('kill'),
        },
        ...{
          onMessage: (listener) => void hears.push(listener),
          onExit: (listener) => void leaves.push(listener),
        },
      }
    },
    data: '/data',
    log: (line) => void lines.push(line),
    ...options,
  })
  const process = (at = 0): Process => {
    const found = processes[at]
    if (!found) throw new Error(`no process ${at}`)
    return found
  }
  return { authority, process, begun, lines }
}
/** What became of a question. */
const heard = (asked: Promise<unknown>) => {
  const seen: unknown[] = []
  asked.then(
    (answer) => seen.push(answer),
    (error: { readonly code: string; readonly params: object }) => seen.push([error.code, error.params]),
  )
  return seen
}
const url = 'http://127.0.0.1:5'
const stop = JSON.stringify({ type: 'stop' })

describe('the authority inside', () => {
  it('begins with its folder and is asked for its address once', async () => {
    const { authority, process, begun } = setUp({ captchaAnswer: 'a', pages: '/p' })
    const seen = [heard(authority.address()), heard(authority.address())]
    await moments()
    process().says({ type: 'ready', url })
    await moments()
    expect(seen).toEqual([[url], [url]])
    expect(begun).toEqual([['authority', { dataDir: '/data', captchaAnswer: 'a', pagesDir: '/p' }]])
    vi.advanceTimersByTime(60_000)
    expect(process().log).toEqual([])
  })

  it('has no key of its feed unless it tells one', async () => {
    const { authority, process } = setUp()
    const seen = heard(authority.feedKey())
    await moments()
    process().says({ type: 'ready', url })
    await moments()
    expect(seen).toEqual([null])
  })

  it('writes into the log, also later, and what is no message is nothing', async () => {
    const { authority, process, lines } = setUp()
    const seen = heard(authority.address())
    await moments()
    process().says({ type: 'log', line: 'first' })
    process().says({ type: 'other' })
    process().says({ type: 'ready', url: 'no address' })
    await moments()
    expect(seen).toEqual([])
    process().says({ type: 'ready', url })
    process().says({ type: 'log', line: 'second' })
    await moments()
    expect([seen, lines]).toEqual([[url], ['first', 'second']])
  })

  it.each([
    ['data-incomplete', 'authority-data-incomplete', { folder: '/data' }],
    ['disk-full', 'authority-disk-full', {}],
    [null, 'authority-fault', {}],
  ])(
    'that cannot start (%s) says why, is ended, and begins anew with the next call',
    async (trouble, code, params) => {
      const { authority, process, begun } = setUp()
      const seen = heard(authority.address())
      await moments()
      process().says({ type: 'failed', reason: 'x', trouble })
      await moments()
      expect([seen, process().log]).toEqual([[[code, params]], [stop]])
      const again = heard(authority.address())
      await moments()
      process(1).says({ type: 'ready', url })
      await moments()
      expect([again, begun.length]).toEqual([[url], 2])
    },
  )

  it.each([
    [undefined, 20_000],
    [100, 100],
  ])('has %s ms to start', async (startMs, milliseconds) => {
    const { authority, process } = setUp(startMs === undefined ? {} : { startMs })
    const seen = heard(authority.address())
    await moments()
    vi.advanceTimersByTime(milliseconds - 1)
    await moments()
    expect([seen, process().log]).toEqual([[], []])
    vi.advanceTimersByTime(1)
    await moments()
    expect([seen, process().log[0]]).toEqual([[['authority-fault', {}]], 'kill'])
  })

  it('that ends at its start is told', async () => {
    const { authority, process } = setUp()
    const seen = heard(authority.address())
    process().exits(1)
    await moments()
    expect(seen).toEqual([['authority-fault', {}]])
  })

  it('that ends later begins anew', async () => {
    const { authority, process, begun } = setUp()
    heard(authority.address())
    await moments()
    process().says({ type: 'ready', url })
    await moments()
    process().exits()
    heard(authority.address())
    await moments()
    expect(begun).toHaveLength(2)
  })
})

describe('the end of the authority inside', () => {
  const running = async () => {
    const made = setUp()
    heard(made.authority.address())
    await moments()
    made.process().says({ type: 'ready', url })
    await moments()
    made.authority.stop()
    return made
  }

  it('is asked for, and forced after five seconds', async () => {
    const { process } = await running()
    expect(process().log).toEqual([stop])
    vi.advanceTimersByTime(4_999)
    expect(process().log).toEqual([stop])
    vi.advanceTimersByTime(1)
    expect(process().log).toEqual([stop, 'kill'])
  })

  it('is not forced if it came by itself', async () => {
    const { process, authority } = await running()
    process().exits()
    vi.advanceTimersByTime(60_000)
    authority.stop()
    expect(process().log).toEqual([stop])
  })

  it('is nothing if it never began', () => {
    const { authority, begun } = setUp()
    expect([authority.stop(), begun]).toEqual([undefined, []])
  })
})
