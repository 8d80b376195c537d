import { describe, expect, it } from 'vitest'
import { checkFresh, openFeed } from '../../../../src/main/announcements/feed-check.ts'
import { feedViewOf } from '../../../../src/main/announcements/feed-view.ts'
import { refused } from '../refused.ts'
import { ed25519Signer, feedOf, sm2Signer } from './signed-feeds.ts'

const mine = sm2Signer()
const opened = (content: unknown) => openFeed(mine.sign(content), 'mine', mine.key)

describe.each([
  ['SM2', sm2Signer],
  ['Ed25519', ed25519Signer],
])('a feed signed with %s', (_name, signer) => {
  const { key, sign } = signer()

  it('is read if the key of the file signed it', () => {
    expect(openFeed(sign(feedOf()), 'mine', key)).toEqual(feedOf())
  })

  it('is refused if another key signed it, or a letter of it was changed', () => {
    const other = signer()
    expect(() => openFeed(other.sign(feedOf()), 'mine', key)).toThrow(refused('feed-signature-wrong'))
    const signed = sign(feedOf())
    const changed = Buffer.from(signed.payload, 'base64').toString().replace('系统维护', '系统升级')
    const forged = { ...signed, payload: Buffer.from(changed).toString('base64') }
    expect(() => openFeed(forged, 'mine', key)).toThrow(refused('feed-signature-wrong'))
    expect(() => openFeed({ ...signed, signature: '' }, 'mine', key)).toThrow(refused('feed-signature-wrong'))
  })

  it('is refused if the key signed the same bytes for something else', () => {
    expect(() => openFeed(sign(feedOf(), ''), 'mine', key)).toThrow(refused('feed-signature-wrong'))
  })
})

describe('a feed that its issuer signed', () => {
  it('is refused as that of another issuer', () => {
    expect(() => opened(feedOf({ issuerId: 'other' }))).toThrow(refused('feed-of-another'))
  })

  it.each<readonly [name: string, content: unknown]>([
    ['no JSON', '{'],
    ['nothing', 'null'],
    ['a list of depth 20,000', '['.repeat(20_000)],
    ['no UTF-8', Buffer.from([0xff, 0xfe]).toString('latin1')],
    ['a format of later', { ...feedOf(), format: 2 }],
    [
      'too many notices',
      { ...feedOf(), notices: Array.from({ length: 51 }, (_, at) => noticeWith({ id: `n${at}` })) },
    ],
    ['one notice twice', { ...feedOf(), notices: [noticeWith({}), noticeWith({})] }],
    ['an empty title', { ...feedOf(), notices: [noticeWith({ title: { zh: ' ', en: 'x' } })] }],
    [
      'a title without an end',
      { ...feedOf(), notices: [noticeWith({ title: { zh: '长'.repeat(200), en: 'x' } })] },
    ],
    ...[
      'http://example.org/',
      'file:///c:/windows/system32/cmd.exe',
      'javascript:alert(1)',
      '\\\\server\\share',
    ].map((link) => [`a link to ${link}`, { ...feedOf(), notices: [noticeWith({ link })] }] as const),
    [
      'a link with a password',
      { ...feedOf(), notices: [noticeWith({ link: 'https://bank.cn:x@evil.cn/' })] },
    ],
    [
      'five pictures',
      { ...feedOf(), pictures: Array.from({ length: 5 }, (_, at) => pictureWith({ id: `p${at}` })) },
    ],
    ['a picture in SVG', { ...feedOf(), pictures: [pictureWith({ base64: base64Of('<svg onload="x"/>') })] }],
    [
      'a GIF',
      { ...feedOf(), pictures: [pictureWith({ base64: base64Of('GIF89a\u0001\u0000\u0001\u0000') })] },
    ],
    ['a picture of 60,000 pixels', { ...feedOf(), pictures: [pictureWith({ base64: pngOf(60_000) })] }],
    ['a picture of 300 KB', { ...feedOf(), pictures: [pictureWith({ base64: 'A'.repeat(400_000) })] }],
    ['a program without a hash', { ...feedOf(), programs: [{ ...program, sha256: '' }] }],
    ['a program of 2 GB', { ...feedOf(), programs: [{ ...program, bytes: 2 ** 31 }] }],
    ['a program over http', { ...feedOf(), programs: [{ ...program, address: 'http://example.org/a.exe' }] }],
  ])('is refused as a whole with %s', (_name, content) => {
    expect(() => opened(content)).toThrow(refused('feed-unreadable'))
  })

  it('shows letters that nobody sees written out', () => {
    const [notice] = opened({
      ...feedOf(),
      notices: [noticeWith({ title: { zh: '付\u202E款', en: 'x' } })],
    }).notices
    expect(notice?.title.zh).toBe('付⟨U+202E⟩款')
  })

  it('takes the place of the same or an older one, and of no newer one', () => {
    const now = new Date('2026-11-20T10:00:00Z')
    expect(() => checkFresh(feedOf({ sequence: 10 }), { sequence: 10 }, now)).not.toThrow()
    expect(() => checkFresh(feedOf({ sequence: 11 }), { sequence: 10 }, now)).not.toThrow()
    expect(() => checkFresh(feedOf({ sequence: 9 }), { sequence: 10 }, now)).toThrow(refused('feed-older'))
    const old = feedOf({ expiresAt: '2026-11-20T10:00:00.000Z' })
    expect(() => checkFresh(old, null, now)).toThrow(refused('feed-expired'))
  })

  it('offers only programs for this system, and never their addresses', () => {
    const content = feedOf({
      programs: [
        { ...program, id: 'w', system: 'windows' },
        { ...program, id: 'l', system: 'linux' },
      ],
    })
    const known = { content, fetchedAt: '2026-11-20T00:00:00.000Z', seen: [] }
    const view = feedViewOf('mine', known, null, new Date('2026-11-20T10:00:00Z'), 'linux')
    expect(view.programs.map(({ id }) => id)).toEqual(['l'])
    expect(JSON.stringify(view)).not.toContain('https://')
  })
})

const program = {
  ...{ id: 'a', name: { zh: '程序', en: 'Program' }, about: { zh: '说明', en: 'About' } },
  ...{ publisher: '示例', version: '1', system: 'windows', address: 'https://example.org/a.exe' },
  ...{ bytes: 3, sha256: 'a'.repeat(64) },
} as const

function noticeWith(rest: object) {
  return { ...feedOf().notices[0], ...rest }
}
function pictureWith(rest: object) {
  return { ...feedOf().pictures[0], ...rest }
}
function base64Of(text: string): string {
  return Buffer.from(text, 'latin1').toString('base64')
}
function pngOf(width: number): string {
  const bytes = Buffer.from(feedOf().pictures[0]?.base64 ?? '', 'base64')
  bytes.writeUInt32BE(width, 16)
  return bytes.toString('base64')
}
