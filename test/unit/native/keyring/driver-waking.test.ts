import { describe, expect, it } from 'vitest'
import { hostRules } from '../../../../src/native/host/rules.ts'
import { idsOf, look, running, seen, settle } from './begun-source.ts'

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
