import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createDownload, namesOf, packageName, type Wanted } from '../../../../src/main/updates/download.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { fileOf } from '../../../flow/updates/feed.ts'
import { memoryFeed, type PackageAnswer } from './memory-feed.ts'

const refused = (code: string, params: object = {}) => expect.objectContaining({ code, params })
const broken = new AssistantError('update-unreachable')

const setUp = (room = 1e12) => {
  const feed = memoryFeed()
  const folder = join(mkdtempSync(join(tmpdir(), 'download-')), 'updates')
  const wanted: Wanted = { ...fileOf(feed.bytes), version: '0.2.0', address: new URL('https://a.example/x') }
  const rooms: string[] = []
  const open = () => {
    const download = createDownload({
      ...{ folder, server: feed.server, pauseMs: 0 },
      room: async (path) => {
        rooms.push(path)
        return room
      },
    })
    const told: number[] = []
    const fetch = (signal = new AbortController().signal, one = wanted) =>
      download.fetch(one, signal, (received) => void told.push(received))
    return { download, told, fetch }
  }
  const answer = (...answers: readonly PackageAnswer[]) => void feed.state.answers.push(...answers)
  return { feed, folder, wanted, rooms, open, answer, path: join(folder, packageName(wanted)) }
}
const etag = (tag: string) => ({ etag: tag })
const first = (bytes: Uint8Array, tag = '"one"'): PackageAnswer => ({
  headers: etag(tag),
  chunks: [bytes.subarray(0, 500)],
  error: broken,
})
const rest = (bytes: Uint8Array, from = 500): PackageAnswer => ({
  status: 206,
  headers: { 'content-range': `bytes ${from}-1999/2000` },
  chunks: [bytes.subarray(from)],
})

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
    const { open, feed, answer } = setUp(7_999)
    await expect(open().fetch()).rejects.toEqual(refused('update-no-room', { megabytes: 1 }))
    expect(feed.asked).toEqual([])
    const resumed = setUp(8_000)
    answer()
    resumed.answer(first(resumed.feed.bytes), { status: 404 })
    await expect(resumed.open().fetch()).rejects.toEqual(refused('update-answer-wrong'))
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

describe('a program that was killed', () => {
  it('goes on with what it had', async () => {
    const { feed, path, open, answer } = setUp()
    answer(first(feed.bytes), { status: 404 })
    await expect(open().fetch()).rejects.toEqual(refused('update-answer-wrong'))
    answer(rest(feed.bytes))
    await open().fetch()
    expect(feed.ranges.at(-1)).toEqual({ range: 'bytes=500-', 'if-range': '"one"' })
    expect(readFileSync(path).equals(feed.bytes)).toBe(true)
  })

  it('begins anew with another package, and with a part that is too long', async () => {
    const { feed, folder, wanted, open, answer } = setUp()
    answer(first(feed.bytes), { status: 404 })
    await expect(open().fetch()).rejects.toThrow()
    const note = JSON.stringify({ sha256: wanted.sha256, tag: '"one"' })
    writeFileSync(join(folder, 'package.part'), new Uint8Array(2_001))
    expect(readFileSync(join(folder, 'package.json'), 'utf8').trim()).toBe(note)
    await open().fetch()
    expect(feed.ranges.at(-1)).toEqual({})
    const other = setUp()
    other.answer(first(other.feed.bytes), { status: 404 })
    await expect(other.open().fetch()).rejects.toThrow()
    writeFileSync(
      join(other.folder, 'package.json'),
      JSON.stringify({ sha256: 'a'.repeat(64), tag: '"one"' }),
    )
    await other.open().fetch()
    expect(other.feed.ranges.at(-1)).toEqual({})
  })

  it('fetches the whole package again if pieces of two were put together, once', async () => {
    const { feed, folder, path, open, answer } = setUp()
    answer(first(new Uint8Array(2_000)), rest(feed.bytes))
    await open().fetch()
    expect([feed.asked.length, readFileSync(path).equals(feed.bytes)]).toEqual([3, true])
    const twice = setUp()
    const wrong = first(new Uint8Array(2_000))
    twice.answer(wrong, rest(twice.feed.bytes), wrong, rest(twice.feed.bytes))
    await expect(twice.open().fetch()).rejects.toEqual(refused('update-file-wrong'))
    expect([twice.feed.asked.length, readdirSync(twice.folder), folder.length > 0]).toEqual([
      ...[4, ['package.json'], true],
    ])
  })
})

describe('an answer', () => {
  it('in another range than the wanted one is refused', async () => {
    for (const range of ['bytes 500-1998/2000', 'bytes 501-1999/2000', 'bytes 500-1999/2001', undefined]) {
      const { feed, open, answer } = setUp()
      answer(first(feed.bytes), {
        ...rest(feed.bytes),
        headers: range === undefined ? {} : { 'content-range': range },
      })
      await expect(open().fetch()).rejects.toEqual(refused('update-answer-wrong'))
    }
    const { feed, open, answer } = setUp()
    answer(rest(feed.bytes, 0))
    await expect(open().fetch()).rejects.toEqual(refused('update-answer-wrong'))
  })

  it('that there is no such range leads to the whole package', async () => {
    const { feed, path, open, answer } = setUp()
    answer(first(feed.bytes), { status: 416 })
    await open().fetch()
    expect([feed.ranges[2], readFileSync(path).equals(feed.bytes)]).toEqual([{}, true])
  })

  it('with the whole package takes the place of what had come', async () => {
    const { feed, path, open, answer } = setUp()
    answer(first(feed.bytes), { headers: etag('"two"'), chunks: [feed.bytes] })
    await open().fetch()
    expect(readFileSync(path).equals(feed.bytes)).toBe(true)
  })

  it('that is too short is refused', async () => {
    const { feed, open, answer } = setUp()
    answer({ chunks: [feed.bytes.subarray(0, 1_999)] })
    await expect(open().fetch()).rejects.toEqual(refused('update-answer-wrong'))
  })
})
