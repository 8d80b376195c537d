import { describe, expect, it } from 'vitest'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { manifestWith, today } from '../../../flow/updates/feed.ts'
import { address, memoryFeed } from './memory-feed.ts'
import { hour, memoryProduct, minute } from './memory-product.ts'
import { manifests, offer, refused } from './updates-known.ts'

describe('the product looks for a new version', () => {
  it('a minute after its start at the earliest, and then a day later', async () => {
    const feed = memoryFeed()
    const { service, view, pass, is, stages } = memoryProduct(feed)
    is.auto = false
    service.begin()
    const calm = { bringer: null, hasPage: false, problem: null, needed: {} }
    expect(view()).toEqual({ ...calm, stage: { is: 'none' }, offer: null, lookedAt: null })
    await pass(minute - 1)
    expect(feed.asked).toEqual([])
    await pass(1)
    const lookedAt = new Date(today.getTime() + minute).toISOString()
    expect(view()).toEqual({ ...calm, stage: { is: 'offered' }, offer, lookedAt })
    expect([stages(), feed.asked]).toEqual([
      ['none', 'looking'],
      [address, `${address}.sig`],
    ])
    await pass(22 * hour - 1)
    expect(manifests(feed.asked)).toBe(1)
    await pass(1)
    expect(manifests(feed.asked)).toBe(2)
  })

  it('three minutes after its start at the latest', async () => {
    const feed = memoryFeed()
    const { pass } = memoryProduct(feed, { random: () => 1 })
    await pass(3 * minute - 1)
    expect(feed.asked).toEqual([])
    await pass(1)
    expect(manifests(feed.asked)).toBe(1)
  })

  it('also after its clock was set back', async () => {
    const feed = memoryFeed()
    const { pass, is } = memoryProduct(feed)
    is.auto = false
    await pass(minute)
    is.at -= 4 * hour
    await pass(0)
    expect(manifests(feed.asked)).toBe(1)
    is.at -= 1
    await pass(0)
    expect(manifests(feed.asked)).toBe(2)
  })

  it('sooner after a failure, later after the next, and the person is told why', async () => {
    const feed = memoryFeed()
    feed.state.trouble = new AssistantError('update-unreachable')
    const { pass, view, log, is } = memoryProduct(feed)
    await pass(minute)
    expect(view()).toMatchObject({
      ...{ stage: { is: 'none' }, problem: { code: 'update-unreachable' }, lookedAt: null },
    })
    for (const [index, pause] of [hour, 2 * hour, 4 * hour].entries()) {
      await pass(pause - 1)
      expect(manifests(feed.asked)).toBe(index + 1)
      await pass(1)
      expect(manifests(feed.asked)).toBe(index + 2)
    }
    expect(log).toEqual([])
    feed.state.trouble = new Error('odd')
    await pass(8 * hour)
    expect([view().problem?.code, log]).toEqual(['unexpected', ['updates: Error: odd']])
    feed.state.trouble = null
    await pass(16 * hour)
    expect([view().problem, view().stage.is]).toEqual([null, 'placed'])
    feed.state.trouble = new AssistantError('update-slow')
    await pass(22 * hour)
    await pass(hour)
    expect(manifests(feed.asked)).toBe(8)
    expect(view()).toMatchObject({ stage: { is: 'placed' }, problem: { code: 'update-slow' } })
    is.at = Date.parse(manifestWith().expires)
    await pass(0)
    expect(view()).toMatchObject({ stage: { is: 'placed' }, problem: { code: 'update-slow' } })
  })

  it('not while something must not be disturbed, and not where it has no address', async () => {
    const feed = memoryFeed()
    const busy = memoryProduct(feed)
    busy.is.quiet = false
    await busy.pass(hour)
    await expect(busy.service.look()).rejects.toEqual(refused('busy-with-other'))
    await expect(busy.service.restart()).rejects.toEqual(refused('busy-with-other'))
    const off = memoryProduct(feed, { feed: { address: null, page: 'https://a.example/', keys: [] } })
    off.service.begin()
    await off.pass(hour)
    await expect(off.service.look()).rejects.toEqual(refused('update-nothing-new'))
    expect(off.view()).toMatchObject({ stage: { is: 'off' }, hasPage: true, bringer: null })
    expect(feed.asked).toEqual([])
  })
})
