import { describe, expect, it } from 'vitest'
import { fileOf, manifestWith } from '../../../flow/updates/feed.ts'
import { hour } from './memory-product.ts'
import { isAsked, offered, refused } from './product-at.ts'

describe('a download', () => {
  it('tells how far it is, in steps of a half percent', async () => {
    const { feed, service, shown, view } = await offered()
    const parts = [9, 1, 9, 10, 1_971]
    let at = 0
    const chunks = parts.map((length) => {
      at += length
      return feed.bytes.subarray(at - length, at)
    })
    feed.state.answers.push({ chunks })
    await service.download()
    const received = shown.flatMap(({ stage }) => (stage.is === 'downloading' ? [stage] : []))
    expect(received).toEqual(
      [0, 10, 29, 2_000].map((count) => ({ is: 'downloading', received: count, bytes: 2_000 })),
    )
    expect(view().stage.is).toBe('ready')
  })

  it('that fails is told, and may be begun again', async () => {
    const { feed, service, view } = await offered()
    feed.state.answers.push({ status: 404 })
    await expect(service.download()).rejects.toEqual(refused('update-answer-wrong'))
    expect([view().stage.is, view().problem?.code]).toEqual(['offered', 'update-answer-wrong'])
    await service.download()
    expect([view().stage.is, view().problem]).toEqual(['ready', null])
  })

  it('is the only thing that goes on', async () => {
    const { feed, service, view, is, pass } = await offered()
    const held = Promise.withResolvers<void>()
    feed.state.answers.push({ until: held.promise, chunks: [feed.bytes] })
    const running = service.download()
    await isAsked(feed)
    const before = feed.asked.length
    await expect(service.look()).rejects.toEqual(refused('busy-with-other'))
    await expect(service.download()).rejects.toEqual(refused('update-nothing-new'))
    is.auto = true
    await pass(30 * hour)
    expect([view().stage.is, feed.asked.length - before]).toEqual(['downloading', 0])
    held.resolve()
    await running
    expect(view().stage.is).toBe('ready')
  })

  it('that the person cancels does not begin again by itself', async () => {
    const { feed, service, view, is, pass } = await offered()
    feed.state.answers.push({ until: new Promise(() => undefined) })
    const running = service.download().catch((error: unknown) => error)
    await isAsked(feed)
    service.cancel()
    expect(await running).toEqual(refused('cancelled-by-user'))
    expect([view().stage.is, view().problem]).toEqual(['offered', null])
    is.auto = true
    await pass(23 * hour)
    expect(view().stage.is).toBe('offered')
    service.cancel()
    await service.download()
    expect(view().stage.is).toBe('ready')
  })

  it('is not forbidden by a cancel that comes while there is none', async () => {
    const { feed, service, view, is, pass } = await offered()
    const held = Promise.withResolvers<void>()
    service.cancel()
    feed.state.until = held.promise
    const looking = service.look()
    service.cancel()
    held.resolve()
    await looking
    is.auto = true
    is.unused = false
    await pass(23 * hour)
    expect(view().stage.is).toBe('ready')
  })

  it('of another version begins although one was cancelled', async () => {
    const { feed, service, view, is, pass } = await offered()
    feed.state.answers.push({ until: new Promise(() => undefined) })
    const running = service.download().catch(() => undefined)
    await isAsked(feed)
    service.cancel()
    await running
    feed.state.manifest = manifestWith({ sequence: 6, version: '0.3.0', files: [fileOf(feed.bytes)] })
    is.auto = true
    is.unused = false
    await pass(23 * hour)
    expect([view().stage.is, view().offer?.version]).toEqual(['ready', '0.3.0'])
  })

  it('ends with the product', async () => {
    const { feed, service } = await offered()
    feed.state.answers.push({ until: new Promise(() => undefined) })
    const running = service.download().catch((error: unknown) => error)
    await isAsked(feed)
    service.stop()
    expect([await running, feed.state.stopped]).toEqual([refused('cancelled-by-user'), true])
  })
})
