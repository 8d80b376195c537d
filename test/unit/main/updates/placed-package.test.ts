import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { fileOf, manifestWith, today } from '../../../flow/updates/feed.ts'
import { memoryFeed } from './memory-feed.ts'
import { hour, memoryProduct, minute } from './memory-product.ts'
import { offered, ready, refused } from './product-at.ts'

describe('a package', () => {
  it('that is another one by now is removed and not handed over', async () => {
    const { service, view, home, taken, restarts } = await ready()
    const folder = join(home, 'updates')
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), 'x')
    await expect(service.restart()).rejects.toEqual(refused('update-file-wrong'))
    expect([view().stage.is, view().problem?.code, readdirSync(folder), taken, restarts()]).toEqual([
      ...['offered', 'update-file-wrong', [], [], 0],
    ])
  })

  it('that could not be put in place is tried again an hour later', async () => {
    const { view, is, pass, taken, stages } = await ready()
    is.takes = new AssistantError('disk-full')
    await pass(0)
    expect([stages(), view().stage.is, view().problem?.code]).toEqual([
      ['ready', 'taking'],
      ...['ready', 'disk-full'],
    ])
    is.takes = null
    await pass(hour - 1)
    expect([view().stage.is, taken]).toEqual(['ready', []])
    await pass(1)
    expect([view().stage.is, taken.length, view().problem]).toEqual(['placed', 1, null])
  })

  it('is tried again at once after the clock was set back far', async () => {
    for (const [back, stage] of [
      [25 * hour, 'ready'],
      [25 * hour + 1, 'placed'],
    ] as const) {
      const { view, is, pass, feed } = await ready()
      is.takes = new AssistantError('disk-full')
      await pass(0)
      is.takes = null
      feed.state.trouble = new AssistantError('update-unreachable')
      await pass(-back)
      expect(view().stage.is).toBe(stage)
    }
  })

  it('is not put in place while the product is used, or where the person decides', async () => {
    const { view, is, pass } = await ready()
    is.unused = false
    await pass(0)
    is.unused = true
    is.auto = false
    await pass(0)
    expect(view().stage.is).toBe('ready')
  })
})

describe('a look that fails', () => {
  it('leaves what is known: the version, and its package', async () => {
    const { service, view, feed } = await ready()
    feed.state.trouble = new AssistantError('update-unreachable')
    await expect(service.look()).rejects.toEqual(refused('update-unreachable'))
    expect([view().stage.is, view().offer?.version, view().problem?.code]).toEqual([
      ...['ready', '0.2.0', 'update-unreachable'],
    ])
  })

  it('is one that brings an older manifest than was believed, or another of its number', async () => {
    const { service, view, feed } = await offered()
    feed.state.manifest = manifestWith({ sequence: 4, files: [fileOf(feed.bytes)] })
    await expect(service.look()).rejects.toEqual(refused('update-replayed'))
    feed.state.manifest = manifestWith({ rollout: 50, files: [fileOf(feed.bytes)] })
    await expect(service.look()).rejects.toEqual(refused('update-contradicts'))
    expect([view().stage.is, view().problem?.code]).toEqual(['offered', 'update-contradicts'])
  })

  it('is over when the product stops', async () => {
    const { service, view, feed } = await offered()
    feed.state.until = new Promise(() => undefined)
    const running = service.look().catch((error: unknown) => error)
    expect(view().stage.is).toBe('looking')
    service.stop()
    expect(await running).toEqual(refused('cancelled-by-user'))
    expect(view().stage.is).toBe('offered')
  })
})

describe('a version that was taken back', () => {
  it('is told of until the person has read it, and never offered again', async () => {
    const feed = memoryFeed()
    const first = await offered(feed)
    expect(first.service.takenBack()).toBeNull()
    first.service.readTakenBack()
    const product = memoryProduct(feed, { home: first.home, rolledBack: '0.2.0' })
    product.service.begin()
    expect([product.view().stage.is, product.view().offer, product.service.takenBack()]).toEqual([
      ...['none', null, '0.2.0'],
    ])
    await product.pass(minute)
    expect(product.view().stage.is).toBe('none')
    product.service.readTakenBack()
    product.service.readTakenBack()
    expect(product.service.takenBack()).toBeNull()
    const again = memoryProduct(feed, { home: first.home, rolledBack: '0.2.0' })
    again.service.begin()
    expect(again.service.takenBack()).toBeNull()
  })
})

it('what is known and older than what runs is a problem that is told at the start', async () => {
  const { home, feed } = await offered()
  const product = memoryProduct(feed, { home, running: '0.3.0' })
  product.service.begin()
  expect(product.view()).toMatchObject({ problem: { code: 'update-downgrade' }, stage: { is: 'none' } })
  expect([existsSync(join(home, 'updates')), product.view().lookedAt]).toEqual([true, today.toISOString()])
})
