import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAnnouncements } from '../../../../src/main/announcements/announcements.ts'
import type { FeedKey, SignedFeed } from '../../../../src/shared/announcements/feed.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import type { FeedView } from '../../../../src/shared/models/index.ts'
import { feedOf, sm2Signer } from './signed-feeds.ts'

const folder = mkdtempSync(join(tmpdir(), 'feeds-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const mine = sm2Signer()
let path = ''
let count = 0
beforeEach(() => {
  path = join(folder, `${count++}.json`)
})

type World = {
  readonly answer?: () => Promise<SignedFeed | null>
  readonly key?: FeedKey
  readonly now?: string
}

const open = ({
  answer = async () => mine.sign(feedOf()),
  key = mine.key,
  now = '2026-11-20T10:00:00Z',
}: World = {}) => {
  let shown: readonly FeedView[] = []
  const service = createAnnouncements({
    path,
    issuers: [{ id: 'mine' }],
    declaredKey: () => key,
    keyOf: async () => key,
    fetch: answer,
    now: () => new Date(now),
    show: (feeds) => {
      shown = feeds
    },
    log: () => {},
  })
  service.begin()
  return { service, view: () => shown[0] }
}

const offline = async () => {
  throw new AssistantError('network-none')
}

describe('the notices of an issuer', () => {
  it('are shown unread once they came, and kept read for a start without a network', async () => {
    const first = open()
    expect(first.view()).toMatchObject({ fetchedAt: null, announcements: [] })
    await first.service.fetch('mine')
    expect(first.view()?.announcements).toMatchObject([{ id: 'n1', host: 'www.example.org', unread: true }])
    first.service.seen('mine')
    const again = open({ answer: offline })
    await again.service.fetch('mine')
    expect(again.view()).toMatchObject({
      problem: { code: 'network-none' },
      announcements: [{ id: 'n1', unread: false }],
    })
    expect(again.service.picture('mine', 'p1')).toMatchObject({ mediaType: 'image/png' })
    expect(again.service.linkOf('mine', 'n1')).toBe('https://www.example.org/n1')
  })

  it('stay as they are when an older or a forged feed comes, which is said', async () => {
    const world = open({ answer: async () => mine.sign(feedOf({ sequence: 12 })) })
    await world.service.fetch('mine')
    for (const [code, answer] of [
      ['feed-older', async () => mine.sign(feedOf({ sequence: 11, notices: [] }))],
      ['feed-signature-wrong', async () => sm2Signer().sign(feedOf({ sequence: 13, notices: [] }))],
      ['feed-of-another', async () => mine.sign(feedOf({ issuerId: 'other', sequence: 13 }))],
    ] as const) {
      const again = open({ answer })
      await again.service.fetch('mine')
      expect(again.view()).toMatchObject({ problem: { code }, announcements: [{ id: 'n1' }] })
    }
  })

  it('are old, and still shown, after their date', async () => {
    await open().service.fetch('mine')
    expect(open({ answer: offline, now: '2027-01-01T00:00:00Z' }).view()).toMatchObject({
      outdated: true,
      announcements: [{ id: 'n1' }],
    })
  })

  it('offer no program of a list whose date is over', async () => {
    const program = {
      ...{ id: 'a', name: { zh: '程序', en: 'Program' }, about: { zh: '说明', en: 'About' } },
      ...{ publisher: '示例', version: '1', address: 'https://example.org/a.deb' },
      ...{ system: 'linux' as const, bytes: 3, sha256: 'a'.repeat(64) },
    }
    const first = open({ answer: async () => mine.sign(feedOf({ programs: [program] })) })
    await first.service.fetch('mine')
    expect(first.service.program('mine', 'a')).toMatchObject({ id: 'a' })
    expect(first.service.program('mine', 'b')).toBeNull()
    const late = open({ answer: offline, now: '2027-01-01T00:00:00Z' })
    expect(late.service.program('mine', 'a')).toBeNull()
    expect(late.view()?.programs).toEqual([])
  })

  it('are asked for again sooner after a failure than after they came', async () => {
    const now = Date.now()
    vi.useFakeTimers({ now, toFake: ['Date'] })
    try {
      const [good, bad] = [open(), open({ answer: offline })]
      const due = (milliseconds: number) => {
        vi.setSystemTime(now + milliseconds)
        return [good.service.isDue('mine'), bad.service.isDue('mine')]
      }
      expect(due(0)).toEqual([true, true])
      for (const { service } of [good, bad]) await service.fetch('mine')
      expect([due(299_999), due(300_000)]).toEqual([
        [false, false],
        [false, true],
      ])
      expect([due(3_599_999), due(3_600_000)]).toEqual([
        [false, true],
        [true, true],
      ])
    } finally {
      vi.useRealTimers()
    }
  })

  it('are forgotten when the file of the issuer names another key, which may begin anew', async () => {
    await open({ answer: async () => mine.sign(feedOf({ sequence: 99 })) }).service.fetch('mine')
    const other = sm2Signer()
    const again = open({ key: other.key, answer: async () => other.sign(feedOf({ sequence: 1 })) })
    expect(again.view()).toMatchObject({ announcements: [] })
    await again.service.fetch('mine')
    expect(again.view()).toMatchObject({ problem: null, announcements: [{ id: 'n1' }] })
  })

  it('are not shown from a file into which somebody has written', async () => {
    await open().service.fetch('mine')
    const file = JSON.parse(readFileSync(path, 'utf8'))
    const payload = JSON.stringify(feedOf({ notices: [] }))
    file.feeds[0].signed.payload = Buffer.from(payload).toString('base64')
    writeFileSync(path, JSON.stringify(file))
    expect(open({ answer: offline }).view()).toMatchObject({ fetchedAt: null, announcements: [] })
    writeFileSync(path, '{"format":1,"feeds":[{}]}')
    expect(open({ answer: offline }).view()).toMatchObject({ fetchedAt: null })
  })

  it('are none where nothing was published, and that is no problem', async () => {
    const world = open({ answer: async () => null })
    await world.service.fetch('mine')
    expect(world.view()).toMatchObject({ problem: null, announcements: [] })
  })

  it('have no page but that of a notice or a picture in them', async () => {
    const { service } = open()
    expect(() => service.linkOf('mine', 'n1')).toThrow(expect.objectContaining({ code: 'not-found' }))
    await service.fetch('mine')
    expect(() => service.linkOf('mine', 'https://evil.example/')).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    )
    expect(() => service.linkOf('other', 'n1')).toThrow(expect.objectContaining({ code: 'not-found' }))
  })
})
