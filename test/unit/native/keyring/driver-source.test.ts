import { writeFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { hostRules } from '../../../../src/native/host/rules.ts'
import { at, begun, idsOf, inFolder, library, look, running, seen, settle } from './begun-source.ts'

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
    const { source, hosts } = begun([at(inFolder('missing.so'))])
    source.start()
    await source.settled()
    await source.look(true)
    expect([source.started, source.link, source.pid, hosts.length]).toEqual([false, null, undefined, 0])
    source.stop()
  })

  it('finds one that was installed meanwhile', () => {
    const { source, hosts } = begun([at(inFolder('late.so'))])
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
    writeFileSync(inFolder('a.so'), Buffer.concat([Buffer.alloc(0), Buffer.from('no library')]))
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
