import { describe, expect, it } from 'vitest'
import {
  feed,
  feedContent,
  feedKey,
  feedLimits,
  feedProgram,
  feedPurpose,
  httpsAddress,
  signedFeed,
} from '../../../../src/shared/announcements/feed.ts'

const words = { zh: '标题', en: 'Title' }
const link = 'https://example.cn/a'
const notice = { id: 'n1', publishedOn: '2026-01-02', title: words, text: words, link }
const picture = { id: 'p1', title: words, link, base64: 'AQID' }
const program = {
  id: 'g1',
  name: words,
  about: words,
  publisher: 'Publisher',
  version: '1.0',
  system: 'windows',
  address: 'https://example.cn/a.exe',
  bytes: 1,
  sha256: '0'.repeat(64),
} as const
const content = { issuerId: 'mine', notices: [notice], pictures: [picture], programs: [program] }
const whole = {
  ...content,
  format: 1,
  sequence: 1,
  issuedAt: '2026-01-02T03:04:05Z',
  expiresAt: '2026-02-02T03:04:05Z',
} as const

const takes = (change: object): boolean => feedContent.safeParse({ ...content, ...change }).success
const takesNotice = (change: object): boolean => takes({ notices: [{ ...notice, ...change }] })
const takesPicture = (change: object): boolean => takes({ pictures: [{ ...picture, ...change }] })
const many = <One extends object>(one: One, count: number): readonly One[] =>
  Array.from({ length: count }, (_, at) => ({ ...one, id: `i${at}` }))

describe('the limits of a feed', () => {
  it('are these', () => {
    expect(feedPurpose).toBe('certificate assistant feed 1\n')
    expect(feedLimits).toEqual({
      payloadBytes: 1_048_576,
      notices: 50,
      pictures: 4,
      pictureBytes: 204_800,
      programs: 30,
      programBytes: 1_073_741_824,
    })
  })

  it.each([
    ['notices', notice, 50],
    ['pictures', picture, 4],
    ['programs', program, 30],
  ] as const)('allow as many %s and no more', (name, one, most) => {
    expect(takes({ [name]: [] })).toBe(true)
    expect(takes({ [name]: many(one, most) })).toBe(true)
    expect(takes({ [name]: many(one, most + 1) })).toBe(false)
    expect(takes({ [name]: [one, one] })).toBe(false)
  })
})

describe('a feed', () => {
  it('is taken as it is', () => {
    expect(feed.parse(whole)).toEqual(whole)
    expect(feedContent.parse(content)).toEqual(content)
  })

  it.each<readonly [boolean, object]>([
    [false, { format: 2 }],
    [false, { sequence: 0 }],
    [false, { sequence: 1.5 }],
    [true, { sequence: 2 }],
    [false, { issuedAt: '2026-01-02' }],
    [false, { expiresAt: 'tomorrow' }],
    [false, { expiresAt: '2026-02-02T03:04:05+08:00' }],
    [true, { expiresAt: `2026-02-02T03:04:05.${'0'.repeat(19)}Z` }],
    [false, { expiresAt: `2026-02-02T03:04:05.${'0'.repeat(20)}Z` }],
  ])('is taken (%s) with %j', (taken, change) => {
    expect(feed.safeParse({ ...whole, ...change }).success).toBe(taken)
  })

  it.each<readonly [boolean, string]>([
    [true, 'ab'],
    [false, 'a'],
    [true, 'a-1'.padEnd(40, 'b')],
    [false, 'a'.repeat(41)],
    [false, 'Ab'],
    [false, 'a_b'],
  ])('is taken (%s) of the issuer “%s”', (taken, issuerId) => {
    expect(takes({ issuerId })).toBe(taken)
  })
})

describe('a notice', () => {
  it.each<readonly [boolean, object]>([
    [true, { text: null, link: null }],
    [true, { id: 'A'.repeat(64) }],
    [true, { id: 'a.b_c-1' }],
    [false, { id: 'A'.repeat(65) }],
    [false, { id: '' }],
    [false, { id: 'a/b' }],
    [false, { publishedOn: '2026-02-30' }],
    [false, { publishedOn: '2026-01-02T00:00:00Z' }],
    [false, { title: { zh: '只有中文' } }],
    [false, { title: { zh: ' ', en: 'x' } }],
    [false, { title: { zh: 'x', en: '' } }],
    [true, { title: { zh: '长'.repeat(120), en: 'x' } }],
    [false, { title: { zh: '长'.repeat(121), en: 'x' } }],
    [true, { title: { zh: `  ${'长'.repeat(120)} `, en: 'x' } }],
    [true, { text: { zh: 'x', en: 'y'.repeat(2_000) } }],
    [false, { text: { zh: 'x', en: 'y'.repeat(2_001) } }],
    [false, { link: 'http://example.cn/' }],
  ])('is taken (%s) with %j', (taken, change) => {
    expect(takesNotice(change)).toBe(taken)
  })

  it('has its hidden characters written out, within the length that it may have', () => {
    const read = (title: string) =>
      feedContent.parse({ ...content, notices: [{ ...notice, title: { zh: title, en: 'x' } }] }).notices[0]
        ?.title.zh
    expect(read(' a\u202eb ')).toBe('a⟨U+202E⟩b')
    expect(read(`${'x'.repeat(118)}\u202ey`)).toBe(`${'x'.repeat(118)}⟨U`)
  })
})

describe('a picture', () => {
  it.each<readonly [boolean, object]>([
    [false, { link: null }],
    [false, { title: { zh: '长'.repeat(81), en: 'x' } }],
    [true, { title: { zh: '长'.repeat(80), en: 'x' } }],
    [false, { base64: '!!!!' }],
    [true, { base64: 'A'.repeat(273_068) }],
    [false, { base64: 'A'.repeat(273_072) }],
  ])('is taken or not (%s)', (taken, change) => {
    expect(takesPicture(change)).toBe(taken)
  })
})

describe('a program', () => {
  it.each<readonly [boolean, object]>([
    [true, {}],
    [true, { system: 'macos' }],
    [false, { system: 'android' }],
    [false, { bytes: 0 }],
    [false, { bytes: 1.5 }],
    [true, { bytes: 1_073_741_824 }],
    [false, { bytes: 1_073_741_825 }],
    [false, { sha256: '0'.repeat(63) }],
    [false, { sha256: 'F'.repeat(64) }],
    [true, { name: { zh: 'x'.repeat(60), en: 'x' } }],
    [false, { name: { zh: 'x'.repeat(61), en: 'x' } }],
    [true, { about: { zh: 'x'.repeat(400), en: 'x' } }],
    [false, { about: { zh: 'x'.repeat(401), en: 'x' } }],
    [true, { publisher: 'x'.repeat(120) }],
    [false, { publisher: 'x'.repeat(121) }],
    [true, { version: 'x'.repeat(40) }],
    [false, { version: 'x'.repeat(41) }],
    [false, { version: '' }],
    [false, { address: 'http://example.cn/a.exe' }],
  ])('is taken (%s) with %j', (taken, change) => {
    expect(feedProgram.safeParse({ ...program, ...change }).success).toBe(taken)
  })
})

describe('an address of a feed', () => {
  const start = 'https://example.cn/'
  it.each<readonly [boolean, string]>([
    [true, 'https://example.cn'],
    [true, 'https://example.cn:8443/a?b=c#d'],
    [false, 'http://example.cn/'],
    [false, 'httpsx://example.cn/'],
    [false, 'https://name@example.cn/'],
    [false, 'https://name:word@example.cn/'],
    [false, 'https://:word@example.cn/'],
    [false, 'javascript:alert(1)'],
    [false, 'example.cn'],
    [false, ''],
    [true, start.padEnd(2_048, 'a')],
    [false, start.padEnd(2_049, 'a')],
  ])('is taken (%s): %s', (taken, address) => {
    expect(httpsAddress.safeParse(address).success).toBe(taken)
  })
})

describe('a signed feed', () => {
  it.each<readonly [boolean, object]>([
    [true, {}],
    [false, { payload: '!' }],
    [false, { payload: undefined }],
    [true, { payload: 'A'.repeat(1_398_104) }],
    [false, { payload: 'A'.repeat(1_398_108) }],
    [true, { signature: 'A'.repeat(200) }],
    [false, { signature: 'A'.repeat(204) }],
    [false, { signature: '!' }],
  ])('is taken or not (%s)', (taken, change) => {
    expect(signedFeed.safeParse({ payload: 'AQID', signature: 'AQID', ...change }).success).toBe(taken)
  })
})

describe('the key of a feed', () => {
  it.each<readonly [boolean, object]>([
    [true, { algorithm: 'sm2', publicKey: `04${'a'.repeat(128)}` }],
    [false, { algorithm: 'sm2', publicKey: `04${'a'.repeat(127)}` }],
    [false, { algorithm: 'sm2', publicKey: `04${'a'.repeat(129)}` }],
    [false, { algorithm: 'sm2', publicKey: `02${'a'.repeat(128)}` }],
    [false, { algorithm: 'sm2', publicKey: 'a'.repeat(64) }],
    [true, { algorithm: 'ed25519', publicKey: 'a'.repeat(64) }],
    [false, { algorithm: 'ed25519', publicKey: 'a'.repeat(65) }],
    [false, { algorithm: 'ed25519', publicKey: 'A'.repeat(64) }],
    [false, { algorithm: 'rsa', publicKey: 'a'.repeat(64) }],
    [false, { algorithm: 'ed25519', publicKey: 'a'.repeat(64), more: 1 }],
    [false, { algorithm: 'sm2', publicKey: `04${'a'.repeat(128)}`, more: 1 }],
  ])('is taken (%s) as %j', (taken, key) => {
    expect(feedKey.safeParse(key).success).toBe(taken)
  })
})
