import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMIT, DerReader, MAX_DEPTH } from '../../../../src/pki/der/reader.ts'
import { context, TAG } from '../../../../src/pki/der/tag.ts'
import { PkiError, type PkiReason } from '../../../../src/pki/pki-error.ts'
import { refused } from '../refusal.ts'

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const over = (hex: string): DerReader => DerReader.of(bytesOf(hex), 'thing')
const long = (header: string, length: number): Uint8Array =>
  Uint8Array.from([...bytesOf(header), ...new Uint8Array(length).fill(7)])

describe('a reader of DER', () => {
  it('takes a megabyte unless it is told otherwise, and not a byte more', () => {
    expect(DEFAULT_LIMIT).toBe(1_048_576)
    expect(DerReader.of(new Uint8Array(DEFAULT_LIMIT), 'thing').end).toBe(DEFAULT_LIMIT)
    expect(() => DerReader.of(new Uint8Array(DEFAULT_LIMIT + 1), 'thing')).toThrow(refused('too-large'))
    expect(DerReader.of(new Uint8Array(5), 'thing', 5).end).toBe(5)
    expect(() => DerReader.of(new Uint8Array(6), 'thing', 5)).toThrow(new PkiError('thing', 'too-large'))
  })

  it('begins at the first byte, at no depth, and knows its end', () => {
    const reader = over('0500')
    expect(reader).toMatchObject({ structure: 'thing', offset: 0, end: 2, depth: 0, done: false })
    expect(reader.peek()).toBe(TAG.null)
    reader.raw()
    expect(reader).toMatchObject({ offset: 2, done: true })
    expect(reader.peek()).toBe(-1)
  })

  it('looks no further than the element that it was entered for', () => {
    const inner = over('3002050005ff').sequence()
    expect(inner).toMatchObject({ offset: 2, end: 4, depth: 1 })
    inner.raw()
    expect([inner.done, inner.peek()]).toEqual([true, -1])
    expect(() => inner.raw()).toThrow(refused('truncated', 4))
  })

  it('names the structure, the reason and the place of a refusal', () => {
    const reader = over('0500')
    reader.raw()
    expect(reader.error('bad-value')).toEqual(new PkiError('thing', 'bad-value', 2))
    expect(reader.error('bad-value', 1)).toEqual(new PkiError('thing', 'bad-value', 1))
    expect(reader.error('bad-value', 1).message).toBe('thing: bad-value at byte 1')
  })

  it('finishes at its end only', () => {
    const reader = over('0500')
    expect(() => reader.finish()).toThrow(refused('trailing-bytes', 0))
    reader.raw()
    expect(() => reader.finish()).not.toThrow()
  })

  it('reads the only element and nothing behind it', () => {
    expect(over('020105').only((reader) => reader.small())).toBe(5)
    expect(() => over('02010500').only((reader) => reader.small())).toThrow(refused('trailing-bytes', 3))
  })

  it('reads all elements, as many as it may', () => {
    const small = (reader: DerReader) => reader.small()
    expect(over('').all(small)).toEqual([])
    expect(over('020101020102020103').all(small)).toEqual([1, 2, 3])
    expect(over('020101020102').all(small, 2)).toEqual([1, 2])
    expect(() => over('020101020102').all(small, 1)).toThrow(refused('too-large', 3))
    expect(over('').all(small, 0)).toEqual([])
    expect(() => over('020101').all(small, 0)).toThrow(refused('too-large', 0))
  })

  it('refuses when more is left than it may have', () => {
    const reader = over('020101020102')
    expect(reader.atMost(6)).toBe(reader)
    expect(() => reader.atMost(5)).toThrow(refused('too-large', 0))
    reader.raw()
    expect(reader.atMost(3)).toBe(reader)
    expect(() => reader.atMost(2)).toThrow(refused('too-large', 3))
  })
})

describe('the header of an element', () => {
  it.each([
    ['0400', 0],
    ['047f', 127],
    ['048180', 128],
    ['0481ff', 255],
    ['04820100', 256],
    ['0482ffff', 65_535],
    ['0483010000', 65_536],
  ])('%s has a content of %i bytes', (header, length) => {
    const reader = DerReader.of(long(header, length), 'thing')
    expect(reader.octets()).toHaveLength(length)
    expect(reader.done).toBe(true)
    const short = DerReader.of(long(header, length).subarray(0, -1), 'thing')
    expect(() => short.octets()).toThrow(refused('truncated', 0))
    const more = DerReader.of(long(header, length + 1), 'thing')
    expect([more.octets().length, more.done]).toEqual([length, false])
  })

  it.each<readonly [string, string, PkiReason]>([
    ['nothing', '', 'truncated'],
    ['a tag alone', '04', 'truncated'],
    ['an indefinite length', '04800000', 'bad-length'],
    ['a length of five bytes', '04850000000001aa', 'bad-length'],
    ['a length whose bytes are missing', '0481', 'bad-length'],
    ['a length whose last byte is missing', '048201', 'bad-length'],
    ['a short length in long form', `04817f${'00'.repeat(127)}`, 'bad-length'],
    ['a zero in front of a length', `04820080${'00'.repeat(128)}`, 'bad-length'],
    ['four bytes of length and no content', '0484ffffffff', 'truncated'],
    ['less content than it says', '040201', 'truncated'],
  ])('is refused with %s', (_what, hex, reason) => {
    expect(() => over(hex).octets()).toThrow(refused(reason, 0))
  })

  it('may have four bytes of length, the first of which counts most', () => {
    expect(() => over('048401000000').octets()).toThrow(refused('truncated', 0))
    expect(over('0402aabb0401cc').all((reader) => hexOf(reader.octets()))).toEqual(['aabb', 'cc'])
  })

  it('must have the tag that is asked for; any tag of one byte otherwise', () => {
    expect(() => over('050004').content(TAG.octetString)).toThrow(refused('unexpected-tag', 0))
    expect(hexOf(over('8701aa').raw())).toBe('8701aa')
    expect(hexOf(over('0000').raw())).toBe('0000')
    expect(() => over('1f0100').raw()).toThrow(refused('unexpected-tag', 0))
    expect(() => over('bf0100').raw()).toThrow(refused('unexpected-tag', 0))
    expect(hexOf(over('1f0100').content(0x1f))).toBe('00')
    expect(hexOf(over('0000').content(0))).toBe('')
  })

  it('leaves the reader where it was if it is refused', () => {
    const reader = over('0500020101')
    reader.raw()
    expect(() => reader.octets()).toThrow(refused('unexpected-tag', 2))
    expect(reader.small()).toBe(1)
  })
})

describe('a whole element', () => {
  it('comes with its header, and is a view of the input', () => {
    const bytes = bytesOf('02010504810102')
    const reader = DerReader.of(bytes, 'thing')
    const raw = reader.raw(TAG.integer)
    expect(hexOf(raw)).toBe('020105')
    bytes[2] = 6
    expect(raw[2]).toBe(6)
    expect(() => reader.raw(TAG.integer)).toThrow(refused('unexpected-tag', 3))
  })
})

describe('an element inside another', () => {
  it('is entered by the tag of a sequence, a set, or an octet string', () => {
    expect(over('3003020105').sequence().small()).toBe(5)
    expect(over('3103020105').set().small()).toBe(5)
    expect(over('0403020105').insideOctets().small()).toBe(5)
    expect(() => over('3103020105').sequence()).toThrow(refused('unexpected-tag', 0))
    expect(() => over('3003020105').set()).toThrow(refused('unexpected-tag', 0))
    expect(() => over('3003020105').insideOctets()).toThrow(refused('unexpected-tag', 0))
  })

  it('may be missing', () => {
    expect(over('a003020105').optional(context(0))?.small()).toBe(5)
    const reader = over('a103020105')
    expect(reader.optional(context(0))).toBeNull()
    expect(reader.offset).toBe(0)
    expect(over('').optional(context(0))).toBeNull()
  })

  it('is entered 32 times, not 33', () => {
    expect(MAX_DEPTH).toBe(32)
    let reader = over(nested(40))
    for (let depth = 1; depth <= 32; depth++) {
      reader = reader.sequence()
      expect(reader.depth).toBe(depth)
    }
    expect(() => reader.sequence()).toThrow(refused('too-deep', 64))
  })
})

/** So many sequences, each in the one before. */
function nested(count: number): string {
  let hex = ''
  for (let i = 0; i < count; i++) hex = `30${(hex.length / 2).toString(16).padStart(2, '0')}${hex}`
  return hex
}
