import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SeenToken } from '../../../../src/native/abi.ts'
import type { Driver } from '../../../../src/native/drivers/driver.ts'
import { hostRules } from '../../../../src/native/host/rules.ts'
import { type DriverSource, sourcesOf } from '../../../../src/native/keyring/driver-source.ts'
import { ukey } from '../../../world.ts'
import { ScriptedHost } from '../scripted-host.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'driver-'))
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
})

/** A library by its head: the same kind of program as this one. */
const library = (name: string): string => {
  const head = Buffer.alloc(64)
  const own = openSync(process.execPath, 'r')
  readSync(own, head)
  closeSync(own)
  writeFileSync(join(folder, name), head)
  return join(folder, name)
}

const driverOf = (libraries: Driver['libraries']): Driver => ({
  ...{ id: 'maker', vendor: '某厂', order: 50, usb: [], libraries, families: [], unwrapEnveloped: null },
  ...{ parameters: null, skf: { applications: [], events: true }, pollMilliseconds: null },
  ...{ pin: { min: 6, max: 16 }, triesFrom: { kind: 'flags' }, downloadPage: null },
  ...{ source: 'built-in', file: 'maker.json' },
})
const at = (path: string, abi: 'pkcs11' | 'skf' = 'pkcs11') => ({ system: 'linux', path, abi }) as const

const begun = (libraries: Driver['libraries']) => {
  const hosts: ScriptedHost[] = []
  const setups: unknown[] = []
  const log: string[] = []
  const [onChange, onNews] = [vi.fn(), vi.fn()]
  const sources = sourcesOf({
    ...{ driver: driverOf(libraries), rules: hostRules, onChange, onNews, log: (line) => log.push(line) },
    machine: { system: 'linux', architecture: process.arch, environment: {}, otherHosts: {} },
    fork: (entry, argument) => {
      setups.push([entry, JSON.parse(argument)])
      const host = new ScriptedHost()
      hosts.push(host)
      return host
    },
  })
  const [source] = sources
  if (source === undefined) throw new Error('no source')
  const last = (): ScriptedHost => hosts.at(-1) ?? new ScriptedHost()
  return { sources, source, hosts, setups, log, onChange, onNews, last }
}

const settle = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds)
const { vendor, model, serial, label, pin, pinRule, capabilities } = ukey()
const seen = (id: string): SeenToken => ({
  facts: { id, kind: 'ukey', vendor, model, serial, label, pin, pinRule, capabilities },
  ...{ certificates: [], keys: [], seals: [] },
})
const look = (tokens: readonly SeenToken[], more = {}) => ({
  tokens,
  unreadable: [],
  incomplete: false,
  ...more,
})
const idsOf = ({ tokens }: DriverSource) => tokens.map(({ facts }) => `${facts.driverId} ${facts.id}`)

/** A source whose host is ready and is asked what it sees. */
const running = async () => {
  const all = begun([at(library('a.so'))])
  all.source.start()
  all.last().tell('ready')
  await settle()
  return all
}

describe('the sources of a driver', () => {
  it('are one for each ABI that its libraries speak, each with a name of its own', () => {
    const { sources } = begun([at(library('a.so')), at(library('b.so'), 'skf'), at(library('c.so'))])
    expect(sources.map(({ id, located }) => [id, located.kind])).toEqual([
      ['maker', 'found'],
      ['maker:skf', 'found'],
    ])
  })
})

describe('a source without a library', () => {
  it('starts no host, and there is nothing to wait for', async () => {
    const { source, hosts } = begun([at(join(folder, 'missing.so'))])
    source.start()
    await source.settled()
    await source.look(true)
    expect([source.started, source.link, source.pid, hosts.length]).toEqual([false, null, undefined, 0])
    source.stop()
  })

  it('finds one that was installed meanwhile', () => {
    const { source, hosts } = begun([at(join(folder, 'late.so'))])
    library('late.so')
    expect(source.located.kind).toBe('missing')
    source.locate()
    expect(source.located.kind).toBe('found')
    source.start()
    expect(hosts).toHaveLength(1)
  })
})

describe('a source whose host runs', () => {
  it('shows the tokens, and everybody who waited for the first look goes on', async () => {
    const { source, onChange, last } = await running()
    const waited = [vi.fn(), vi.fn()]
    for (const one of waited) void source.settled().then(one)
    await settle()
    expect(waited.map(({ mock }) => mock.calls.length)).toEqual([0, 0])
    last().answer(look([seen('t1'), seen('t2')]))
    await settle()
    expect(waited.map(({ mock }) => mock.calls.length)).toEqual([1, 1])
    expect(idsOf(source)).toEqual(['maker t1', 'maker t2'])
    expect(onChange).toHaveBeenCalled()
    expect([source.started, source.pid, source.link?.kind]).toEqual([true, 1, 'running'])
    await source.settled()
  })

  it('keeps one object for a token, from look to look', async () => {
    const { source, last } = await running()
    last().answer(look([seen('t1')]))
    await settle()
    const [before] = source.tokens
    void source.look(true)
    await settle()
    expect(last().requests.at(-1)).toEqual([expect.any(Number), 'look', [true]])
    last().answer(look([seen('t1')]))
    await settle()
    expect(source.tokens[0]?.token).toBe(before?.token)
  })

  it('looks once at a time', async () => {
    const { source, last } = await running()
    void source.look(false)
    void source.look(false)
    await settle()
    expect(last().requests).toHaveLength(1)
    last().answer(look([]))
    await settle()
    expect(last().requests).toHaveLength(2)
  })

  it('gives news of a change on the other side', async () => {
    const { source, onNews, last } = await running()
    last().tell('changed')
    expect(onNews).toHaveBeenCalledExactlyOnceWith(source, false)
  })

  it('remembers what the host found in the library, and forgets it with the library', async () => {
    const { source, last } = await running()
    const finding = { architecture: 'x64', missing: [], devices: 1 }
    last().tell('found', finding)
    expect(source.finding).toEqual(finding)
    source.locate()
    expect(source.finding).toEqual(finding)
    writeFileSync(join(folder, 'a.so'), Buffer.concat([Buffer.alloc(0), Buffer.from('no library')]))
    const host = last()
    source.locate()
    expect([source.finding, source.link, source.located.kind]).toEqual([null, null, 'unloadable'])
    expect(host.killed).toBe(true)
  })

  it('names itself in the log', async () => {
    const { log, last } = await running()
    last().tell('found', { architecture: 'x64', missing: [], devices: 1 })
    expect(log.every((line) => line.startsWith('token host of maker: '))).toBe(true)
    expect(log.length).toBeGreaterThan(0)
  })
})

describe('a key that does not answer yet', () => {
  const pauses = hostRules.wakingPauses

  it('is looked at again after each pause, and is a trouble only after the last', async () => {
    const { source, last } = await running()
    for (const pause of pauses) {
      last().answer(look([], { unreadable: ['not yet'] }))
      await settle()
      expect(source.refusal).toBeNull()
      const asked = last().requests.length
      await settle(pause - 1)
      expect(last().requests).toHaveLength(asked)
      await settle(1)
      expect(last().requests).toHaveLength(asked + 1)
    }
    last().answer(look([], { unreadable: ['not at all', 'more'] }))
    await settle()
    expect(source.refusal).toMatchObject({ code: 'token-refused', params: { words: 'not at all' } })
    await settle(4_000)
    expect(last().requests).toHaveLength(pauses.length + 1)
  })

  it('is looked at again while something of it is missing, and not once all is there', async () => {
    const { source, last } = await running()
    last().answer(look([seen('t1')], { incomplete: true }))
    await settle(pauses[0])
    expect(last().requests).toHaveLength(2)
    last().answer(look([seen('t1')]))
    await settle(4_000)
    expect(last().requests).toHaveLength(2)
    expect(source.refusal).toBeNull()
  })

  it('is left alone when the source stops', async () => {
    const { source, last } = await running()
    last().answer(look([], { unreadable: ['not yet'] }))
    await settle()
    const host = last()
    source.stop()
    await settle(4_000)
    expect(host.requests).toHaveLength(1)
    expect(source.started).toBe(false)
  })
})

describe('a library that refuses', () => {
  it('is told while its host runs, and starting it again begins anew', async () => {
    const { source, hosts, last } = await running()
    last().refuse('token-refused')
    await settle()
    expect([source.refusal?.code, idsOf(source)]).toEqual(['token-refused', []])
    const host = last()
    source.start()
    expect(host.killed).toBe(true)
    expect(hosts.length).toBe(2)
  })

  it('that shows a token is not started anew', async () => {
    const { source, hosts, last } = await running()
    for (const _ of hostRules.wakingPauses) {
      last().answer(look([seen('t1')], { unreadable: ['the other'] }))
      await settle(3_000)
    }
    last().answer(look([seen('t1')], { unreadable: ['the other'] }))
    await settle()
    expect(source.refusal?.code).toBe('token-refused')
    source.start()
    expect(hosts).toHaveLength(1)
  })
})

describe('a host that ends', () => {
  it('takes its tokens along, and the next one hears that it ended badly', async () => {
    const { source, setups, last } = await running()
    last().answer(look([seen('t1')]))
    await settle()
    last().die('SIGSEGV')
    await settle()
    expect(idsOf(source)).toEqual([])
    await settle(hostRules.pauses[0])
    expect(setups).toMatchObject([
      ['token-host', { cell: { endedBadly: false } }],
      ['token-host', { cell: { endedBadly: true } }],
    ])
  })

  it('for good lets those go on who waited for its first look', async () => {
    const { source, last } = begun([at(library('a.so'))])
    source.start()
    const waited = vi.fn()
    void source.settled().then(waited)
    last().tell('unloadable', 'no such symbol', true)
    await settle()
    expect(waited).toHaveBeenCalledOnce()
    expect(source.link?.kind).toBe('unloadable')
  })
})
