import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileOf, manifestWith } from '../../../flow/updates/feed.ts'
import { memoryFeed } from './memory-feed.ts'
import { hour, memoryProduct, minute } from './memory-product.ts'
import { offer, refused } from './updates-known.ts'

describe('a new version', () => {
  it('comes by itself, and is put in place once nobody uses the product', async () => {
    const feed = memoryFeed()
    const { service, pass, stages, view, taken, is, restarts, home } = memoryProduct(feed)
    service.begin()
    is.unused = false
    await pass(minute)
    expect([...stages(), view().stage.is]).toEqual([
      'none',
      'looking',
      'offered',
      'downloading',
      'downloading',
      'ready',
    ])
    const [{ sha256 }] = [fileOf(feed.bytes)]
    const name = `cert-assistant-0.2.0-${sha256.slice(0, 12)}.AppImage`
    is.unused = true
    await pass(0)
    expect([...stages(), view().stage.is]).toEqual(['ready', 'taking', 'placed'])
    const file = join(home, 'updates', name)
    expect(taken).toEqual([{ file, version: '0.2.0', sha256, size: 2_000 }])
    await pass(23 * hour)
    expect([view().stage.is, taken.length, restarts()]).toEqual(['placed', 1, 0])
    await service.restart()
    expect([restarts(), taken.length]).toEqual([1, 1])
  })

  it('is only told of where the person wants it so, until it is asked for', async () => {
    const feed = memoryFeed()
    const { service, pass, view, is, taken, restarts } = memoryProduct(feed)
    is.auto = false
    await pass(minute)
    expect(view().stage.is).toBe('offered')
    await expect(service.restart()).rejects.toEqual(refused('update-nothing-new'))
    await service.download()
    expect(view().stage.is).toBe('ready')
    await expect(service.download()).rejects.toEqual(refused('update-nothing-new'))
    await pass(2 * hour)
    expect([view().stage.is, taken]).toEqual(['ready', []])
    await service.restart()
    expect([view().stage.is, taken.length, restarts()]).toEqual(['placed', 1, 1])
  })

  it('is fetched at once after a person has looked', async () => {
    const feed = memoryFeed()
    const { service, view, is } = memoryProduct(feed)
    await service.look()
    await expect.poll(() => view().stage.is).toBe('ready')
    const another = memoryProduct(feed)
    another.is.auto = false
    await another.service.look()
    expect([another.view().stage.is, is.auto]).toEqual(['offered', true])
  })

  it('waits for the turn of this computer, unless a business needs it', async () => {
    const feed = memoryFeed()
    feed.state.manifest = manifestWith({ rollout: 0, files: [fileOf(feed.bytes)] })
    const { service, pass, view, taken } = memoryProduct(feed)
    await pass(minute)
    expect([view().stage, view().offer?.version, taken]).toEqual([{ is: 'later' }, '0.2.0', []])
    await expect(service.download()).rejects.toEqual(refused('update-nothing-new'))
    feed.state.manifest = manifestWith({
      ...{ sequence: 6, rollout: 0, minimum: { renew: '0.2.0' }, files: [fileOf(feed.bytes)] },
    })
    await pass(22 * hour)
    expect([view().needed, view().stage.is]).toEqual([{ renew: '0.2.0' }, 'placed'])
  })

  it('is told of with its bringer where something else brings it', async () => {
    const feed = memoryFeed()
    const versions = {
      installation: { kind: 'told', by: 'deb' } as const,
      take: () => Promise.reject(new Error('no')),
      restart: () => Promise.reject(new Error('no')),
      rolledBack: null,
    }
    const { pass, view } = memoryProduct(feed, { versions })
    await pass(minute)
    expect(view()).toMatchObject({
      bringer: 'deb',
      offer: { ...offer, bytes: null },
      stage: { is: 'offered' },
    })
  })

  it('is fetched no more once its manifest has ended', async () => {
    const feed = memoryFeed()
    const { service, pass, view, is } = memoryProduct(feed)
    is.auto = false
    await pass(minute)
    is.at = Date.parse(manifestWith().expires)
    await expect(service.download()).rejects.toEqual(refused('update-nothing-new'))
    is.at -= 1
    await service.download()
    expect(view().stage.is).toBe('ready')
  })
})

describe('the folder of packages', () => {
  it('holds the wanted one, which is ready after a restart of the product', async () => {
    const feed = memoryFeed()
    const first = memoryProduct(feed)
    first.is.auto = false
    await first.pass(minute)
    await first.service.download()
    const folder = join(first.home, 'updates')
    writeFileSync(join(folder, 'old.AppImage'), 'x')
    const again = memoryProduct(feed, { home: first.home })
    again.service.begin()
    expect([again.view().stage.is, again.view().offer, readdirSync(folder).length]).toEqual([
      ...['offered', offer, 2],
    ])
    again.is.auto = false
    await again.service.look()
    expect(again.view().stage.is).toBe('ready')
    feed.state.manifest = manifestWith({ sequence: 6, version: '0.1.0' })
    await again.service.look()
    expect([again.view().stage.is, again.view().offer, readdirSync(folder)]).toEqual(['none', null, []])
  })
})
