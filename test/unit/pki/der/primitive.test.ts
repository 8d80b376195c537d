import { describe, expect, it } from 'vitest'
import { readBitString, readBoolean, readOid, readTime } from '../../../../src/pki/der/primitive.ts'
import { TAG } from '../../../../src/pki/der/tag.ts'

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))
const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'))

describe('an object identifier (X.690, 8.19)', () => {
  it.each([
    ['00', '0.0'],
    ['27', '0.39'],
    ['28', '1.0'],
    ['4f', '1.39'],
    ['50', '2.0'],
    ['7f', '2.47'],
    ['8837', '2.999'],
    ['2a811ccf5501822d', '1.2.156.10197.1.301'],
    ['2a8648ce3d020106', '1.2.840.10045.2.1.6'],
    ['2a7f', '1.2.127'],
    ['2a8100', '1.2.128'],
    ['2a', '1.2'],
    ['698180808080808080808000', '2.25.1180591620717411303424'],
  ])('%s is %s, the first time and again', (text, dotted) => {
    expect(readOid(hex(text))).toBe(dotted)
    expect(readOid(hex(text))).toBe(dotted)
  })

  it.each(['', '2a80', '2a8001', '8001', '2a81'])('is none: %j', (text) => {
    expect(readOid(hex(text))).toBeNull()
    expect(readOid(hex(text))).toBeNull()
  })

  it('has 64 bytes, not 65', () => {
    expect(readOid(new Uint8Array(64).fill(1))).toBe(`0.1${'.1'.repeat(63)}`)
    expect(readOid(new Uint8Array(65).fill(1))).toBeNull()
  })
})

describe('a bit string (X.690, 8.6 and 11.2)', () => {
  it('keeps its bytes and the count of bits that are not used', () => {
    expect(readBitString(hex('00ff01'))).toEqual({ bytes: hex('ff01'), unused: 0 })
    expect(readBitString(hex('0780'))).toEqual({ bytes: hex('80'), unused: 7 })
    expect(readBitString(hex('03ff08'))).toEqual({ bytes: hex('ff08'), unused: 3 })
    expect(readBitString(hex('00'))).toEqual({ bytes: hex(''), unused: 0 })
  })

  it.each([
    ['nothing at all', ''],
    ['more than seven unused bits', '0800'],
    ['unused bits of no byte', '01'],
    ['an unused bit that is set', '0101'],
    ['the highest unused bit set', '0304'],
    ['the last of seven unused bits set', '07c0'],
  ])('is none: %s', (_what, text) => expect(readBitString(hex(text))).toBeNull())
})

describe('a truth value of DER', () => {
  it('is one of two bytes, alone', () => {
    expect(readBoolean(hex('ff'))).toBe(true)
    expect(readBoolean(hex('00'))).toBe(false)
    for (const text of ['', '01', 'fe', 'ff00', '0000']) expect(readBoolean(hex(text)), text).toBeNull()
  })
})

describe('a time', () => {
  const utc = (text: string) => readTime(TAG.utcTime, ascii(text))?.toISOString() ?? null
  const generalized = (text: string) => readTime(TAG.generalizedTime, ascii(text))?.toISOString() ?? null

  it('of two digits for the year changes its century at 50 (RFC 5280, 4.1.2.5.1)', () => {
    expect(utc('490203040506Z')).toBe('2049-02-03T04:05:06.000Z')
    expect(utc('500203040506Z')).toBe('1950-02-03T04:05:06.000Z')
    expect(utc('000101000000Z')).toBe('2000-01-01T00:00:00.000Z')
    expect(utc('991231235959Z')).toBe('1999-12-31T23:59:59.000Z')
  })

  it('of four digits keeps them, and drops parts of a second', () => {
    expect(generalized('20500203040506Z')).toBe('2050-02-03T04:05:06.000Z')
    expect(generalized('00500203040506Z')).toBe('0050-02-03T04:05:06.000Z')
    expect(generalized('20260203040506.1Z')).toBe('2026-02-03T04:05:06.000Z')
    expect(generalized('20260203040506.123456789Z')).toBe('2026-02-03T04:05:06.000Z')
  })

  it('is on a day that exists', () => {
    expect(generalized('20240229000000Z')).toBe('2024-02-29T00:00:00.000Z')
    for (const day of ['20250229', '20260431', '20261301', '20260001', '20260100', '20260132'])
      expect(generalized(`${day}000000Z`), day).toBeNull()
  })

  it('is at an hour, minute and second that exist', () => {
    expect(generalized('20260101235959Z')).toBe('2026-01-01T23:59:59.000Z')
    for (const time of ['240000', '006000', '000060', '250000'])
      expect(generalized(`20260101${time}Z`), time).toBeNull()
  })

  it.each([
    '2601010000Z',
    '260101000000',
    '260101000000+0800',
    ' 260101000000Z',
    '260101000000Zx',
    '26010100000aZ',
  ])('in another form than that of DER is none: %j', (text) => expect(utc(text)).toBeNull())

  it.each(['20260101000000.Z', '20260101000000.1234567890Z', '202601010000Z', '20260101000000'])(
    'of four digits in another form is none: %j',
    (text) => expect(generalized(text)).toBeNull(),
  )

  it('is read by its tag: each form under its own, and nothing under another', () => {
    expect(utc('20260101000000Z')).toBeNull()
    expect(generalized('260101000000Z')).toBeNull()
    expect(readTime(TAG.utf8, ascii('260101000000Z'))).toBeNull()
  })
})
