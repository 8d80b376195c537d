import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { etag, first, refused, rest, setUp } from './memory-download.ts'

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

  it('that had nothing yet does not fetch a wrong package twice', async () => {
    const { feed, open, answer } = setUp()
    answer({ headers: etag('"one"') }, { chunks: [new Uint8Array(2_000)] })
    await expect(open().fetch()).rejects.toEqual(refused('update-answer-wrong'))
    await expect(open().fetch()).rejects.toEqual(refused('update-file-wrong'))
    expect(feed.asked).toHaveLength(2)
  })

  it('fetches the whole package again if pieces of two were put together, once', async () => {
    const { feed, path, open, answer } = setUp()
    answer(first(new Uint8Array(2_000)), rest(feed.bytes))
    await open().fetch()
    expect([feed.asked.length, readFileSync(path).equals(feed.bytes)]).toEqual([3, true])
    const twice = setUp()
    const wrong = first(new Uint8Array(2_000))
    twice.answer(wrong, rest(twice.feed.bytes), wrong, rest(twice.feed.bytes))
    await expect(twice.open().fetch()).rejects.toEqual(refused('update-file-wrong'))
    expect([twice.feed.asked.length, readdirSync(twice.folder)]).toEqual([4, ['package.json']])
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

  it('that there is no such range is believed forty times', async () => {
    const { feed, open, answer } = setUp()
    for (let count = 0; count < 60; count += 1) answer({ status: 416 })
    await expect(open().fetch()).rejects.toEqual(refused('update-answer-wrong'))
    expect(feed.asked).toHaveLength(41)
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
