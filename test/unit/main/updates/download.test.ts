import { readdirSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { namesOf, packageName } from '../../../../src/main/updates/download.ts'
import { broken, etag, first, refused, rest, setUp } from './memory-download.ts'
import type { PackageAnswer } from './memory-feed.ts'

describe('a package', () => {
  it('has its name from its version, its digest and its kind', () => {
    const { wanted } = setUp()
    const name = `cert-assistant-0.2.0-${wanted.sha256.slice(0, 12)}`
    expect(packageName(wanted)).toBe(`${name}.AppImage`)
    expect(packageName({ ...wanted, kind: 'nsis' })).toBe(`${name}.exe`)
    expect(namesOf(wanted)).toEqual(['package.part', 'package.json', `${name}.AppImage`])
    expect(namesOf(null)).toEqual([])
  })

  it('is fetched once, into a folder of this user alone', async () => {
    const { feed, folder, path, open, rooms, wanted } = setUp()
    const { fetch, told, download } = open()
    expect([await fetch(), download.pathOf(wanted)]).toEqual([path, path])
    expect([readFileSync(path).equals(feed.bytes), told]).toEqual([true, [2_000]])
    expect([feed.asked, feed.ranges, rooms]).toEqual([['https://a.example/x'], [{}], [folder]])
    expect([statSync(folder).mode & 0o777, feed.messages.every(({ destroyed }) => destroyed)]).toEqual([
      ...[0o700, true],
    ])
    expect(await fetch()).toBe(path)
    expect(feed.asked).toHaveLength(1)
  })

  it('needs four times its room, less what has come', async () => {
    const tight = setUp(8_000)
    await tight.open().fetch()
    const { open, feed } = setUp(7_999)
    await expect(open().fetch()).rejects.toEqual(refused('update-no-room', { megabytes: 1 }))
    expect(feed.asked).toEqual([])
    const resumed = setUp(8_000)
    resumed.answer(first(resumed.feed.bytes), { status: 404 })
    await expect(resumed.open().fetch()).rejects.toEqual(refused('update-answer-wrong'))
    const asked = resumed.feed.asked.length
    await expect(resumed.open(7_499).fetch()).rejects.toEqual(refused('update-no-room', { megabytes: 1 }))
    expect(resumed.feed.asked).toHaveLength(asked)
    resumed.answer(rest(resumed.feed.bytes))
    await resumed.open(7_500).fetch()
    expect(resumed.feed.asked).toHaveLength(asked + 1)
  })

  it('that is a wrong one is thrown away', async () => {
    const { feed, folder, open, answer } = setUp()
    answer({ chunks: [new Uint8Array(2_000)] })
    await expect(open().fetch()).rejects.toEqual(refused('update-file-wrong'))
    expect([readdirSync(folder), feed.asked.length]).toEqual([['package.json'], 1])
  })
})

describe('a connection that breaks off', () => {
  it('costs nothing that had come, where the server says which file it is', async () => {
    const { feed, path, open, answer } = setUp()
    const { fetch, told } = open()
    answer(first(feed.bytes), rest(feed.bytes))
    await fetch()
    expect(feed.ranges).toEqual([{}, { range: 'bytes=500-', 'if-range': '"one"' }])
    expect([told, readFileSync(path).equals(feed.bytes)]).toEqual([[500, 2_000], true])
  })

  it.each(['W/"weak"', 'bare', '""'])('costs all that had come where the tag is %s', async (tag) => {
    const { feed, path, open, answer } = setUp()
    answer(first(feed.bytes, tag))
    await open().fetch()
    expect([feed.ranges, readFileSync(path).equals(feed.bytes)]).toEqual([[{}, {}], true])
  })

  it('is tried again while something comes, and three times without anything', async () => {
    const nothing: PackageAnswer = { headers: etag('"one"'), error: broken }
    const { feed, open, answer } = setUp()
    answer(nothing, nothing, nothing)
    await open().fetch()
    expect(feed.asked).toHaveLength(4)
    const another = setUp()
    another.answer(nothing, nothing, nothing, nothing)
    await expect(another.open().fetch()).rejects.toEqual(refused('update-unreachable'))
    expect(another.feed.asked).toHaveLength(4)
    const brave = setUp()
    const { bytes } = brave.feed
    const none: PackageAnswer = { ...rest(bytes), chunks: [], error: broken }
    const next: PackageAnswer = { ...rest(bytes), chunks: [bytes.subarray(500, 600)], error: broken }
    const last = { ...none, headers: { 'content-range': 'bytes 600-1999/2000' } }
    brave.answer(first(bytes), none, none, none, next, last, last, last, rest(bytes, 600))
    await brave.open().fetch()
    expect(brave.feed.asked).toHaveLength(9)
  })

  it('is tried forty times and no more', async () => {
    const { feed, open, answer } = setUp()
    const one = (at: number): PackageAnswer => ({
      ...rest(feed.bytes, at),
      chunks: [feed.bytes.subarray(at, at + 1)],
      error: broken,
    })
    answer({ headers: etag('"one"'), chunks: [feed.bytes.subarray(0, 1)], error: broken })
    for (let at = 1; at < 60; at += 1) answer(one(at))
    await expect(open().fetch()).rejects.toEqual(refused('update-unreachable'))
    expect(feed.asked).toHaveLength(41)
  })

  it('is not tried again once the download is cancelled', async () => {
    const { feed, open, answer } = setUp()
    answer(first(feed.bytes))
    await expect(open().fetch(AbortSignal.abort())).rejects.toEqual(refused('update-unreachable'))
    expect(feed.asked).toHaveLength(1)
  })
})
