import { mkdirSync, mkdtempSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { publicHex } from '../../../scripts/release/feed.ts'
import { AssistantError } from '../../../src/shared/errors/index.ts'
import { openSmallDisk, whyNoSmallDisk } from '../../fault/disk/small-disk.ts'
import { left } from './attacks.ts'
import {
  type Feed,
  fileOf,
  manifestWith,
  newKey,
  openFeed,
  packageBytes,
  packageUrl,
  sendFile,
  today,
} from './feed.ts'
import { openProduct, type Product, type ProductWish, updateBy } from './product.ts'

let feed: Feed
beforeEach(async () => {
  feed = await openFeed()
  feed.beHonest()
})
afterEach(() => feed.close())

const refused = (code: string) => expect.objectContaining({ code })
const open = (wish: ProductWish = {}): Product => {
  const product = openProduct(feed, wish)
  onTestFinished(() => product.service.stop())
  return product
}
const stages = ({ shown }: Product) => [...new Set(shown.map(({ stage }) => stage.is))]
const until = async (product: Product, is: string) => {
  await expect.poll(() => product.view().stage.is, { interval: 5 }).toBe(is)
}
const later = (ms: number) => new Date(today.getTime() + ms)
const packageAsked = () => feed.asked.filter((one) => one.includes(packageUrl))

describe('a new version', () => {
  it('is found, downloaded and kept ready, and a restart puts it in place', async () => {
    const product = open()
    expect(await updateBy(product)).toBeNull()
    expect(stages(product)).toEqual([
      ...['none', 'looking', 'offered', 'downloading', 'ready', 'taking', 'placed'],
    ])
    expect(product.taken[0]?.sha256).toBe(fileOf(packageBytes).sha256)
    expect(product.restarts).toEqual(['restart'])
    expect(product.view().offer).toEqual({
      version: '0.2.0',
      notes: { zh: '新版本。', en: 'A new version.' },
      bytes: packageBytes.length,
    })
  })

  it('is none if the running one is the same', async () => {
    const product = open({ running: '0.2.0' })
    expect(await updateBy(product)).toBeNull()
    expect(product.view()).toMatchObject({ stage: { is: 'none' }, offer: null, problem: null })
    expect(packageAsked()).toEqual([])
  })

  it('comes by itself: looked for after the start, downloaded, and put in place once nobody is there', async () => {
    let [now, unused] = [today, false]
    const product = open({ clock: () => now, isUnused: () => unused })
    await product.service.tick()
    expect(feed.asked).toEqual([])
    now = later(180_001)
    await product.service.tick()
    expect(product.view().stage.is).toBe('ready')
    await product.service.tick()
    expect(product.taken).toEqual([])
    unused = true
    await product.service.tick()
    expect(product.view().stage.is).toBe('placed')
    expect(product.taken).toHaveLength(1)
    expect(product.restarts).toEqual([])
  })

  it('is looked for again after a day, and no sooner', async () => {
    let now = later(180_001)
    const product = open({ clock: () => now, running: '0.2.0', random: () => 0 })
    now = later(2 * 180_001)
    await product.service.tick()
    const first = feed.asked.length
    expect(first).toBeGreaterThan(0)
    now = later(21 * 3_600_000)
    await product.service.tick()
    expect(feed.asked).toHaveLength(first)
    now = later(23 * 3_600_000)
    await product.service.tick()
    expect(feed.asked).toHaveLength(2 * first)
    // A clock that was set back by years does not stop it.
    now = new Date(0)
    await product.service.tick()
    expect(feed.asked).toHaveLength(3 * first)
  })

  it('is neither looked for nor put in place while a business is under way', async () => {
    let [now, quiet] = [today, false]
    let unused = false
    const product = open({ clock: () => now, isQuiet: () => quiet, isUnused: () => unused })
    now = later(180_001)
    await product.service.tick()
    await expect(product.service.look()).rejects.toThrow(refused('busy-with-other'))
    expect(feed.asked).toEqual([])
    quiet = true
    await product.service.tick()
    ;[quiet, unused] = [false, true]
    expect(product.view().stage.is).toBe('ready')
    await expect(product.service.restart()).rejects.toThrow(refused('busy-with-other'))
    await product.service.tick()
    expect(product.taken).toEqual([])
  })

  it('is only told of with 自动升级 off, and downloaded by the button', async () => {
    const product = open({ auto: () => false })
    await product.service.look()
    expect(product.view().stage.is).toBe('offered')
    expect(packageAsked()).toEqual([])
    await product.service.download()
    expect(product.view().stage.is).toBe('ready')
    await product.service.tick()
    expect(product.taken).toEqual([])
  })

  it('is only told of where others bring it', async () => {
    const product = open({
      versions: {
        installation: { kind: 'told', by: 'store' },
        take: () => Promise.reject(new Error('never')),
        restart: () => Promise.reject(new Error('never')),
        rolledBack: null,
      },
    })
    await product.service.look()
    expect(product.view()).toMatchObject({ stage: { is: 'offered' }, bringer: 'store' })
    expect(product.view().offer?.bytes).toBeNull()
    await expect(product.service.download()).rejects.toThrow(refused('update-nothing-new'))
    await expect(product.service.restart()).rejects.toThrow(refused('update-nothing-new'))
  })

  it('is known again after the next start without a network, with its package', async () => {
    const first = open()
    await first.service.look()
    await until(first, 'ready')
    await feed.close()
    const second = open({ home: first.home })
    expect(second.view()).toMatchObject({ stage: { is: 'offered' }, offer: { version: '0.2.0' } })
    expect(await updateBy(second)).toBe('update-unreachable')
    expect(second.view().stage.is).toBe('ready')
    await second.service.restart()
    expect(second.taken).toHaveLength(1)
  })

  it('that was withdrawn is offered no longer, and its package goes', async () => {
    const product = open()
    await product.service.look()
    await until(product, 'ready')
    feed.publish(manifestWith({ sequence: 51, version: '0.1.0' }))
    await product.service.look()
    expect(product.view()).toMatchObject({ stage: { is: 'none' }, offer: null })
    expect(left(product.folder)).toEqual([])
    await expect(product.service.restart()).rejects.toThrow(refused('update-nothing-new'))
  })

  it('that did not start here is offered no more, and the person hears of it once', async () => {
    const rolledBack = { version: '0.2.0', reason: 'not-ready' } as const
    const product = open({ rolledBack })
    expect(product.service.takenBack()).toBe('0.2.0')
    await product.service.look()
    expect(product.view()).toMatchObject({ stage: { is: 'none' }, offer: null })
    product.service.readTakenBack()
    expect(open({ home: product.home, rolledBack }).service.takenBack()).toBeNull()
    // Also when what put it in place has forgotten it; the next version comes as usual.
    const forgetful = open({ home: product.home })
    await forgetful.service.look()
    expect(forgetful.view().offer).toBeNull()
    feed.beHonest({ sequence: 51, version: '0.2.1' })
    expect(await updateBy(forgetful)).toBeNull()
    expect(forgetful.taken[0]?.version).toBe('0.2.1')
  })
})

describe('a staged roll-out', () => {
  it('offers the version to about its share of computers, and to the same ones again', async () => {
    feed.beHonest({ rollout: 30 })
    const looked: string[] = []
    for (let count = 0; count < 60; count += 1) {
      const product = open({ auto: () => false })
      await product.service.look()
      const again = open({ auto: () => false, home: product.home })
      expect(again.view().stage).toEqual(product.view().stage)
      looked.push(product.view().stage.is)
    }
    const offered = looked.filter((is) => is === 'offered').length
    // Of 60 with 30 %, fewer than 4 or more than 36 come once in a million times.
    expect(offered).toBeGreaterThanOrEqual(4)
    expect(offered).toBeLessThanOrEqual(36)
    expect(new Set(looked)).toEqual(new Set(['offered', 'later']))
  })

  it('with nothing for anybody lets nobody download, unless a business needs the version', async () => {
    feed.beHonest({ rollout: 0 })
    const product = open()
    await product.service.look()
    expect(product.view().stage.is).toBe('later')
    await expect(product.service.download()).rejects.toThrow(refused('update-nothing-new'))
    feed.beHonest({ sequence: 51, rollout: 0, minimum: { renew: '0.2.0', issue: '0.1.0' } })
    expect(await updateBy(product)).toBeNull()
    expect(product.view().needed).toEqual({ renew: '0.2.0' })
    expect(product.taken).toHaveLength(1)
  })
})

describe('a change of keys', () => {
  it('goes over a time in which both keys sign', async () => {
    const fresh = newKey()
    feed.publish(manifestWith({ sequence: 51 }), [feed.key, fresh])
    for (const keys of [feed.keys, [publicHex(fresh)]]) {
      const product = openProduct({ address: feed.address, keys })
      expect(await updateBy(product)).toBeNull()
      product.service.stop()
    }
  })

  it('takes the say from the old key, also over what it had signed before', async () => {
    feed.publish(manifestWith({ sequence: 2_000_000_000 }))
    const before = open()
    await before.service.look()
    await until(before, 'ready')
    const fresh = newKey()
    const later = { address: feed.address, keys: [publicHex(fresh)] }
    const after = openProduct(later, { home: before.home })
    expect(after.view().offer).toBeNull()
    expect(await updateBy(after)).toBe('update-signature-wrong')
    feed.publish(manifestWith({ sequence: 1 }), [fresh])
    expect(await updateBy(after)).toBeNull()
    after.service.stop()
  })
})

describe('a download', () => {
  const brokenOff = (then: Parameters<Feed['answer']>[1], tag: string | null = '"one"') => {
    let count = 0
    feed.answer(packageUrl, (request, response) => {
      count += 1
      if (count > 1) return then(request, response)
      response.writeHead(200, {
        ...(tag === null ? {} : { etag: tag }),
        'content-length': packageBytes.length,
      })
      response.write(packageBytes.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 20))
    })
  }

  it('goes on where it broke off', async () => {
    brokenOff(sendFile(packageBytes))
    const product = open()
    expect(await updateBy(product)).toBeNull()
    expect(packageAsked()).toHaveLength(2)
    expect(packageAsked()[1]).toMatch(/bytes=[1-9]\d*-$/)
    expect(product.taken).toHaveLength(1)
  })

  it.each([
    ['the server answers with the whole file', '"one"', '"two"'],
    ['the server gives no tags', null, null],
    ['the server gives only weak tags', 'W/"one"', 'W/"one"'],
  ])('begins anew if %s', async (_, first, second) => {
    brokenOff(sendFile(packageBytes, second), first)
    const product = open()
    expect(await updateBy(product)).toBeNull()
    expect(product.taken).toHaveLength(1)
    expect(packageAsked()).toHaveLength(2)
  })

  it('begins anew if the server says that it has no such part', async () => {
    let count = 0
    brokenOff((request, response) => {
      count += 1
      if (count === 1) response.writeHead(416).end()
      else sendFile(packageBytes)(request, response)
    })
    const product = open()
    expect(await updateBy(product)).toBeNull()
    expect(packageAsked().map((one) => one.includes('bytes='))).toEqual([false, true, false])
  })

  it('does not put parts of two files together', async () => {
    brokenOff((request, response) => {
      if (request.headers.range === undefined) return sendFile(packageBytes, '"two"')(request, response)
      const from = Number(/\d+/.exec(request.headers.range)?.[0])
      response.writeHead(206, {
        etag: '"two"',
        'content-range': `bytes ${from}-${packageBytes.length - 1}/${packageBytes.length}`,
      })
      response.end(Buffer.alloc(packageBytes.length - from))
    })
    const product = open()
    expect(await updateBy(product)).toBeNull()
    expect(product.taken).toHaveLength(1)
  })

  it('that the person cancels stays cancelled until the person wants it', async () => {
    feed.answer(packageUrl, (_, response) => {
      response.writeHead(200, { etag: '"one"', 'content-length': packageBytes.length })
      response.write(packageBytes.subarray(0, 200_000))
    })
    let now = today
    const product = open({ clock: () => now })
    await product.service.look()
    await expect.poll(() => product.view().stage).toMatchObject({ received: 200_000 })
    product.service.cancel()
    await until(product, 'offered')
    expect(product.view().problem).toBeNull()
    feed.beHonest()
    now = later(30 * 3_600_000)
    await product.service.tick()
    expect(product.view().stage.is).toBe('offered')
    await product.service.download()
    expect(packageAsked().at(-1)).toMatch(/bytes=200000-$/)
    expect(product.view().stage.is).toBe('ready')
  })

  it('is not begun if the disk has no room for it', async () => {
    const product = open({ room: async () => packageBytes.length })
    expect(await updateBy(product)).toBe('update-no-room')
    expect(packageAsked()).toEqual([])
    expect(await updateBy(open({ home: product.home }))).toBeNull()
  })

  const why = whyNoSmallDisk()
  it.skipIf(why !== null)(
    'stops on a disk that is full in the middle, and goes on once there is room',
    async () => {
      const disk = openSmallDisk()
      onTestFinished(() => disk.close())
      const home = join(disk.folder, 'home')
      mkdirSync(home)
      const product = open({ home, room: async () => 1e12 })
      feed.answer(packageUrl, (request, response) => {
        disk.fill({ of: 'pages', count: 20 })
        sendFile(packageBytes)(request, response)
      })
      expect(await updateBy(product)).toBe('update-no-room')
      expect(product.taken).toEqual([])
      feed.publish(manifestWith({ sequence: 51 }))
      disk.fill({ of: 'pages', count: 0 })
      expect(await updateBy(product)).toBe('update-no-room')
      disk.giveBack()
      feed.answer(packageUrl, sendFile(packageBytes))
      expect(await updateBy(product)).toBeNull()
      expect(product.taken).toHaveLength(1)
    },
  )
})

describe('a package that was checked', () => {
  const ready = async (wish: ProductWish = {}) => {
    const product = open(wish)
    await product.service.look()
    await until(product, 'ready')
    const [file = ''] = left(product.folder).filter((name) => name.endsWith('.AppImage'))
    return { product, path: join(product.folder, file) }
  }

  it('and exchanged afterwards is not handed over', async () => {
    const { product, path } = await ready()
    writeFileSync(path, Buffer.alloc(packageBytes.length))
    await expect(product.service.restart()).rejects.toThrow(refused('update-file-wrong'))
    expect(product.taken).toEqual([])
    expect(left(product.folder)).toEqual([])
    expect(await updateBy(product)).toBeNull()
    expect(product.taken).toHaveLength(1)
  })

  it('and replaced by a link to the same bytes is not handed over', async () => {
    const { product, path } = await ready()
    renameSync(path, join(product.home, 'same'))
    symlinkSync(join(product.home, 'same'), path)
    await expect(product.service.restart()).rejects.toThrow(refused('update-file-wrong'))
    expect(product.taken).toEqual([])
  })

  it('is not handed over once its manifest has expired', async () => {
    let now = today
    const { product } = await ready({ clock: () => now })
    now = new Date('2027-01-20T00:00:00Z')
    await expect(product.service.restart()).rejects.toThrow(refused('update-nothing-new'))
    expect(product.taken).toEqual([])
  })

  it('stays ready if it could not be put in place, and is tried again later', async () => {
    let [now, fails] = [today, true]
    let tries = 0
    const { product } = await ready({
      clock: () => now,
      take: async () => {
        tries += 1
        if (fails) throw new AssistantError('folder-not-writable')
      },
    })
    await product.service.tick()
    expect(product.view()).toMatchObject({ stage: { is: 'ready' }, problem: { code: 'folder-not-writable' } })
    await product.service.tick()
    expect(tries).toBe(1)
    now = later(3_600_001)
    fails = false
    await product.service.tick()
    expect(product.view()).toMatchObject({ stage: { is: 'placed' }, problem: null })
  })
})

describe('what was seen', () => {
  it('is lost with a damaged file, and nothing else is', async () => {
    const product = open()
    await product.service.look()
    await until(product, 'ready')
    writeFileSync(join(product.home, 'updates.json'), '{"format":1')
    const after = open({ home: product.home })
    expect(after.view().offer).toBeNull()
    expect(await updateBy(after)).toBeNull()
    expect(after.taken).toHaveLength(1)
  })

  it('counts only if it could be kept', async () => {
    const product = open({ auto: () => false })
    mkdirSync(join(product.home, 'updates.json'))
    expect(await updateBy(product)).toBe('folder-not-writable')
    expect(product.view().offer).toBeNull()
  })

  it('of another address does not count', async () => {
    const other = await openFeed(0, feed.key)
    onTestFinished(() => other.close())
    const first = open()
    await first.service.look()
    await until(first, 'ready')
    other.beHonest({ sequence: 1 })
    const second = openProduct(other, { home: first.home })
    expect(await updateBy(second)).toBeNull()
    expect(JSON.parse(readFileSync(join(first.home, 'updates.json'), 'utf8')).newest.address).toBe(
      other.address,
    )
    second.service.stop()
  })
})

it('a folder of packages that is a link to another folder is not followed', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'))
  writeFileSync(join(elsewhere, 'precious'), 'precious')
  const home = mkdtempSync(join(tmpdir(), 'linked-'))
  symlinkSync(elsewhere, join(home, 'updates'))
  const product = open({ home })
  expect(await updateBy(product)).toBeNull()
  expect(left(elsewhere)).toEqual(['precious'])
  expect(product.taken).toHaveLength(1)
})

it('a build without an address looks for nothing and keeps nothing', async () => {
  const product = open({ feed: { address: null, page: null, keys: [] } })
  await product.service.tick()
  await expect(product.service.look()).rejects.toThrow(refused('update-nothing-new'))
  await pause(1)
  expect(product.view().stage.is).toBe('off')
  expect(left(product.home)).toEqual([])
})
