import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { HostLink } from '../../../src/native/host/link.ts'
import type { LinkState } from '../../../src/native/host/link-state.ts'
import { hostRules } from '../../../src/native/host/rules.ts'
import type { LibraryFinding } from '../../../src/shared/models/index.ts'
import { ScriptedHost } from './scripted-host.ts'

const hosts: ScriptedHost[] = []
const states: LinkState['kind'][] = []
const log: string[] = []
const slots = vi.fn()
const findings: LibraryFinding[] = []

const startLink = (): HostLink => {
  const link = new HostLink(
    () => {
      const host = new ScriptedHost()
      hosts.push(host)
      return host
    },
    hostRules,
    {
      onState: ({ kind }) => states.push(kind),
      onChanged: slots,
      onFound: (finding) => findings.push(finding),
      log: (line) => log.push(line),
    },
  )
  link.start()
  return link
}
const running = (): HostLink => {
  const link = startLink()
  last().tell('ready')
  return link
}
const last = (): ScriptedHost => {
  const host = hosts.at(-1)
  if (host === undefined) throw new Error('no host was started')
  return host
}
const outcome = (work: Promise<unknown>) => {
  const seen: { result?: unknown; code?: string } = {}
  work.then(
    (result) => Object.assign(seen, { result }),
    ({ code }) => Object.assign(seen, { code }),
  )
  return seen
}
const settle = () => vi.advanceTimersByTimeAsync(0)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] })
  hosts.length = states.length = log.length = findings.length = 0
  slots.mockClear()
})
afterEach(() => vi.useRealTimers())

describe('a request', () => {
  it('hears what its host found in the library', async () => {
    startLink()
    const finding = { architecture: 'x64', missing: ['SKF_Transmit'], devices: 2 }
    last().tell('found', finding)
    expect(findings).toEqual([finding])
    expect(log.join()).toContain('lists 2; missing: SKF_Transmit')
  })

  it('waits until its host is ready and is answered by it', async () => {
    const link = startLink()
    const asked = outcome(link.request('look', false))
    await settle()
    expect(last().requests).toEqual([])
    last().tell('ready')
    await settle()
    last().answer({ tokens: [], unreadable: [], incomplete: false })
    await settle()
    expect(asked).toEqual({ result: { tokens: [], unreadable: [], incomplete: false } })
  })

  it('does not wait for ever until a host is ready', async () => {
    const link = startLink()
    const asked = outcome(link.request('look', false))
    await vi.advanceTimersByTimeAsync(hostRules.readyDeadline)
    expect(asked).toEqual({ code: 'driver-not-answering' })
    last().tell('ready')
    await settle()
    expect(last().requests).toEqual([])
  })

  it('that gets the answer of another ends the host, because its answers can no longer be told apart', async () => {
    const link = running()
    const asked = [outcome(link.request('keys', 1)), outcome(link.request('keys', 2))]
    await settle()
    const host = last()
    host.answerAs(99, [])
    await settle()
    expect(host.killed).toBe(true)
    expect(asked).toEqual([{ code: 'driver-not-answering' }, { code: 'driver-not-answering' }])
  })

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'alive'],
    ['an object', { 0: 'alive', length: 1 }],
    ['an event of no kind', ['dead']],
    ['a reason that is none', ['unloadable', 7, true]],
    ['a finding that is none', ['found', { architecture: 'x64', missing: 'SKF_Mac', devices: 1 }]],
    ['an answer that is none', [[1]]],
    ['an answer without a number', [['1', true, null]]],
    ['an error that is not of the catalogue', [[1, false, { code: 'gift', params: {} }]]],
    ['an error without its figures', [[1, false, { code: 'pin-locked' }]]],
  ])('ends the host that says %s instead of answering, and throws nowhere', async (_, message) => {
    const link = running()
    const asked = outcome(link.request('keys', 1))
    await settle()
    const host = last()
    host.say(message)
    await settle()
    expect(host.killed).toBe(true)
    expect(asked).toEqual({ code: 'driver-not-answering' })
  })

  it('fails with the error of the library', async () => {
    const link = running()
    const asked = outcome(link.request('verifyPin', 'id', '123456'))
    await settle()
    last().refuse('pin-locked')
    await settle()
    expect(asked).toEqual({ code: 'pin-locked' })
  })

  it('never overtakes another: eight in flight are answered in their order', async () => {
    const link = running()
    const asked = Array.from({ length: 8 }, (_, n) =>
      outcome(link.request('decrypt', n, 'k', new Uint8Array())),
    )
    await settle()
    for (let n = 0; n < 8; n++) last().answer(n)
    await settle()
    expect(asked.map(({ result }) => result)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  it('that is in flight when the host crashes fails, and is not sent to the next host', async () => {
    const link = running()
    const asked = [
      outcome(link.request('sign', 1, 'k', new Uint8Array(), 'sm2-digest')),
      outcome(link.request('keys', 1)),
    ]
    await settle()
    last().die('SIGSEGV')
    await settle()
    expect(asked).toEqual([{ code: 'driver-crashed' }, { code: 'driver-crashed' }])
    await vi.advanceTimersByTimeAsync(200)
    last().tell('ready')
    await settle()
    expect(hosts).toHaveLength(2)
    expect(last().requests).toEqual([])
  })

  it('of a session of an earlier life is refused', async () => {
    const link = running()
    const { life } = link
    last().die('SIGKILL')
    await vi.advanceTimersByTimeAsync(200)
    last().tell('ready')
    const asked = outcome(link.requestIn(life, 'keys', 1))
    await settle()
    expect(asked).toEqual({ code: 'driver-crashed' })
    expect(last().requests).toEqual([])
  })
})

describe('a host that hangs', () => {
  it('is ended at the deadline of the request that it does not answer, and everything in flight fails', async () => {
    const link = running()
    const asked = [
      outcome(link.request('sign', 1, 'k', new Uint8Array(), 'sm2-digest')),
      outcome(link.request('keys', 1)),
    ]
    await settle()
    const host = last()
    await vi.advanceTimersByTimeAsync(hostRules.deadlines.sign - 1)
    expect(host.killed).toBe(false)
    await vi.advanceTimersByTimeAsync(100)
    expect(host.killed).toBe(true)
    expect(asked).toEqual([{ code: 'driver-not-answering' }, { code: 'driver-not-answering' }])
  })

  it('is not regarded as hung while it answers one request after another', async () => {
    const link = running()
    const asked = Array.from({ length: 4 }, () => outcome(link.request('keys', 1)))
    await settle()
    for (const _ of asked) {
      await vi.advanceTimersByTimeAsync(hostRules.deadlines.keys - 1)
      last().answer([])
    }
    await settle()
    expect(asked.every(({ result }) => result !== undefined)).toBe(true)
    expect(hosts).toHaveLength(1)
  })

  it('is noticed even without a request, when it is silent for long and does not answer a question', async () => {
    running()
    const host = last()
    await vi.advanceTimersByTimeAsync(hostRules.silenceMilliseconds - 1)
    expect(host.requests).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(host.requests.map(([, operation]) => operation)).toEqual(['ping'])
    await vi.advanceTimersByTimeAsync(hostRules.questionDeadline - 1)
    expect(host.killed).toBe(false)
    await vi.advanceTimersByTimeAsync(100)
    expect(host.killed).toBe(true)
    expect(log.at(-1)).toMatch(/process 1, 20.1 s old: ended, not-answering: no sign of life/)
  })

  it('is not regarded as hung when it is silent but answers', async () => {
    running()
    for (let n = 0; n < 100; n++) {
      await vi.advanceTimersByTimeAsync(hostRules.silenceMilliseconds + hostRules.questionDeadline - 1)
      last().answer(null)
    }
    expect(hosts).toHaveLength(1)
  })

  it.each([
    ['runs slower than ours', 1.08],
    ['runs faster than ours', 0.93],
    ['runs as ours does', 1],
    ['is held up by a busy machine', 2.5],
  ])('lives on as long as it says so, also where its clock %s', async (_, pace) => {
    running()
    for (let n = 0; n < 2_000; n++) {
      await vi.advanceTimersByTimeAsync(hostRules.aliveMilliseconds * pace)
      last().tell('alive')
    }
    expect(hosts).toHaveLength(1)
  })

  it('is given time while somebody types a PIN on the key itself', async () => {
    const link = running()
    const asked = [outcome(link.request('open', 'id', null)), outcome(link.request('verifyPin', 'id', null))]
    await settle()
    for (const _ of asked) {
      await vi.advanceTimersByTimeAsync(hostRules.keypadDeadline - 1)
      last().answer(undefined)
    }
    await settle()
    expect(asked.map((one) => 'result' in one)).toEqual([true, true])
  })

  it('is also ended when it hangs while it loads its library', async () => {
    startLink()
    const host = last()
    await vi.advanceTimersByTimeAsync(hostRules.startDeadline)
    expect(host.killed).toBe(true)
  })
})

describe('a machine that stood still', () => {
  it('gives a host its time once more before the host is regarded as hung, and only once', async () => {
    const link = running()
    const asked = outcome(link.request('keys', 1))
    await settle()
    // The clock goes on while nothing runs, as on a machine that sleeps.
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => slept + Date.now())
    const slept = 3_600_000
    await vi.advanceTimersByTimeAsync(hostRules.deadlines.keys + 100)
    clock.mockRestore()
    expect(last().killed).toBe(false)
    await vi.advanceTimersByTimeAsync(hostRules.deadlines.keys + 100)
    expect(asked).toEqual({ code: 'driver-not-answering' })
    expect(hosts[0]?.killed).toBe(true)
  })
})

describe('the log', () => {
  it('records every life of a host and how it ended', async () => {
    const link = running()
    await vi.advanceTimersByTimeAsync(2_500)
    last().die('SIGSEGV')
    await vi.advanceTimersByTimeAsync(200)
    last().tell('ready')
    link.stop()
    expect(log).toEqual([
      'process 1, 0 s old: runs',
      'process 1, 2.5 s old: ended, crashed: SIGSEGV; starts again after 0.2 s',
      'process 1, 0 s old: runs',
      'process 1, 0 s old: stopped',
    ])
  })

  it('mentions a library that refuses again and again only once', async () => {
    startLink()
    for (const pause of hostRules.refusalPauses) {
      last().tell('unloadable', 'C_Initialize: CKR_FUNCTION_FAILED', true)
      await vi.advanceTimersByTimeAsync(pause)
    }
    expect(log).toEqual(['the library cannot be used: C_Initialize: CKR_FUNCTION_FAILED'])
  })
})

describe('a host that crashes', () => {
  it('is started again after growing pauses, and given up after five crashes', async () => {
    const link = running()
    for (const pause of hostRules.pauses.slice(0, 4)) {
      last().die('SIGSEGV')
      const before = hosts.length
      await vi.advanceTimersByTimeAsync(pause - 1)
      expect(hosts).toHaveLength(before)
      await vi.advanceTimersByTimeAsync(1)
      expect(hosts).toHaveLength(before + 1)
    }
    last().die('SIGSEGV')
    expect(link.state).toEqual({ kind: 'gave-up', how: { cause: 'crashed', words: 'SIGSEGV' } })
    const asked = outcome(link.request('look', false))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked).toEqual({ code: 'driver-gave-up' })
    expect(hosts).toHaveLength(5)
  })

  it('gets another chance when somebody asks for it', async () => {
    const link = running()
    for (let n = 0; n < 5; n++) {
      last().die(1)
      await vi.advanceTimersByTimeAsync(4_000)
    }
    link.start()
    last().tell('ready')
    expect(link.state.kind).toBe('running')
  })

  it('is not given up when it crashes only now and then', async () => {
    const link = running()
    for (let n = 0; n < 10; n++) {
      for (let alive = 0; alive < 31; alive++) {
        await vi.advanceTimersByTimeAsync(2_000)
        last().tell('alive')
      }
      last().die('SIGSEGV')
      await vi.advanceTimersByTimeAsync(200)
      last().tell('ready')
    }
    expect(link.state.kind).toBe('running')
  })
})

describe('a library that cannot be loaded', () => {
  it('is reported in the system’s words, and is not tried again automatically', async () => {
    const link = startLink()
    const asked = outcome(link.request('look', false))
    last().tell('unloadable', 'libx.so: cannot open shared object file', false)
    last().die(0)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked).toEqual({ code: 'driver-unloadable' })
    expect(link.state).toEqual({ kind: 'unloadable', words: 'libx.so: cannot open shared object file' })
    expect(hosts).toHaveLength(1)
  })

  it('because it does not start yet is tried again less and less often, and keeps its state meanwhile', async () => {
    const link = startLink()
    const refused = () => last().tell('unloadable', 'C_Initialize: CKR_FUNCTION_FAILED', true)
    for (const pause of [...hostRules.refusalPauses, hostRules.refusalPauses.at(-1) ?? 0]) {
      refused()
      last().die(0)
      const before = hosts.length
      await vi.advanceTimersByTimeAsync(pause - 1)
      expect(hosts).toHaveLength(before)
      await vi.advanceTimersByTimeAsync(1)
      expect(hosts).toHaveLength(before + 1)
      expect(link.state.kind).toBe('unloadable')
    }
    last().tell('ready')
    expect(states).toEqual(['starting', ...Array.from({ length: 5 }, () => 'unloadable'), 'running'])
  })

  it('leaves no second host behind when somebody asks for it meanwhile', async () => {
    const link = startLink()
    last().tell('unloadable', 'C_Initialize: CKR_FUNCTION_FAILED', true)
    await vi.advanceTimersByTimeAsync(hostRules.refusalPauses[0] ?? 0)
    const quiet = last()
    link.start()
    expect(quiet.killed).toBe(true)
    last().tell('ready')
    expect(link.state.kind).toBe('running')
  })
})

it('a host’s message that slots changed is passed on', () => {
  running()
  last().tell('changed')
  expect(slots).toHaveBeenCalledTimes(1)
})
