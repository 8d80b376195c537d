import { describe, expect, it } from 'vitest'
import * as der from '../../../../src/pki/der/writer.ts'
import { refused } from '../refusal.ts'

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))

describe('an element', () => {
  it('has its parts in their order', () => {
    expect(hexOf(der.element(0x30))).toBe('3000')
    expect(hexOf(der.element(0x30, bytesOf('0500'), bytesOf(''), bytesOf('020101')))).toBe('30050500020101')
  })

  it.each([
    [127, '047f'],
    [128, '048180'],
    [255, '0481ff'],
    [256, '04820100'],
    [65_535, '0482ffff'],
    [65_536, '0483010000'],
  ])('of %i bytes has the shortest length: %s', (length, header) => {
    const half = length >> 1
    const made = der.element(4, new Uint8Array(half).fill(1), new Uint8Array(length - half).fill(2))
    expect(hexOf(made.subarray(0, header.length / 2))).toBe(header)
    const content = made.subarray(header.length / 2)
    expect([content.length, content[half - 1], content[half], content.at(-1)]).toEqual([length, 1, 2, 2])
  })

  it.each([
    [0, '3000'],
    [0x7f, '307f'],
    [0x80, '308180'],
    [0xff, '3081ff'],
    [0x100, '30820100'],
    [0xffff, '3082ffff'],
    [0x10000, '3083010000'],
    [0x123456, '3083123456'],
    [0xffffff, '3083ffffff'],
    [0x1000000, '308401000000'],
    [0xfedcba98, '3084fedcba98'],
    [0xffffffff, '3084ffffffff'],
    [0x100000000, '3086000100000000'],
    [0x123456789abc, '3086123456789abc'],
  ])('may have a content of %i bytes: %s', (length, header) => {
    expect(hexOf(der.lengthHeader(0x30, length))).toBe(header)
  })
})

describe('a collection', () => {
  const [a, b, c] = [bytesOf('020103'), bytesOf('020102'), bytesOf('02020101')]

  it('keeps the order of a sequence and sorts a set', () => {
    expect(hexOf(der.sequence(a, b))).toBe('3006020103020102')
    expect(hexOf(der.sequenceOf([a, b]))).toBe('3006020103020102')
    expect(hexOf(der.sequenceOf([]))).toBe('3000')
    expect(hexOf(der.setOf(c, a, b))).toBe('310a02010202010302020101')
  })

  it('sorts by the first byte that differs, and a beginning before the whole', () => {
    const given = ['02', '0101', '01', '', '01ff00', '01ff'].map(bytesOf)
    expect(der.sorted(given).map(hexOf)).toEqual(['', '01', '0101', '01ff', '01ff00', '02'])
    expect(given.map(hexOf)[0]).toBe('02')
  })

  it('has tags of its own around elements and around contents', () => {
    expect(hexOf(der.explicit(0, a))).toBe('a003020103')
    expect(hexOf(der.explicit(3, a, b))).toBe('a306020103020102')
    expect(hexOf(der.implicit(0, bytesOf('aabb')))).toBe('8002aabb')
    expect(hexOf(der.implicit(6, bytesOf('')))).toBe('8600')
  })
})

describe('an integer', () => {
  it.each([
    [0, '020100'],
    [1, '020101'],
    [127, '02017f'],
    [128, '02020080'],
    [255, '020200ff'],
    [256, '02020100'],
    [32_768, '0203008000'],
    [Number.MAX_SAFE_INTEGER, '02071fffffffffffff'],
  ])('is written in the fewest bytes: %i', (value, hex) => {
    expect(hexOf(der.integer(value))).toBe(hex)
  })

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1])(
    'is not %d',
    (value) => {
      expect(() => der.integer(value)).toThrow(refused('bad-integer'))
    },
  )

  it.each([
    ['', '020100'],
    ['00', '020100'],
    ['0000', '020100'],
    ['7f', '02017f'],
    ['80', '02020080'],
    ['0080', '02020080'],
    ['00007f', '02017f'],
    ['0100', '02020100'],
    ['ff00', '020300ff00'],
  ])('of the magnitude %j is %s', (magnitude, hex) => {
    expect(hexOf(der.integer(bytesOf(magnitude)))).toBe(hex)
  })
})

describe('an object identifier', () => {
  it.each([
    ['0.0', '060100'],
    ['0.39', '060127'],
    ['1.0', '060128'],
    ['1.39', '06014f'],
    ['2.0', '060150'],
    ['2.47', '06017f'],
    ['2.48', '06028100'],
    ['2.999.3', '0603883703'],
    ['1.2.127', '06022a7f'],
    ['1.2.128', '06032a8100'],
    ['1.2.16384', '06042a818000'],
    ['2.25.1180591620717411303424', '060c698180808080808080808000'],
  ])('%s is written the first time and again: %s', (dotted, hex) => {
    expect(hexOf(der.oid(dotted))).toBe(hex)
    expect(hexOf(der.oid(dotted))).toBe(hex)
  })

  it.each([
    '',
    '1',
    '3.1',
    '0.40',
    '1.40',
    '1.02',
    '2.01',
    '1.2.',
    '1.2.03',
    '1.2.a',
    '-1.2',
    ' 1.2',
    '1.2 ',
  ])('is not %j, the first time or again', (dotted) => {
    expect(() => der.oid(dotted)).toThrow(refused('bad-oid'))
    expect(() => der.oid(dotted)).toThrow(refused('bad-oid'))
  })

  it('has numbers of 39 digits, not of 40', () => {
    const digits = '9'.repeat(39)
    expect(der.oid(`2.25.${digits}`)).toHaveLength(2 + 1 + 19)
    expect(der.oid(`2.${digits}`)).toHaveLength(2 + 19)
    for (const long of [`2.25.9${digits}`, `2.9${digits}`])
      expect(() => der.oid(long)).toThrow(refused('bad-oid'))
  })
})

describe('a string of bytes or bits', () => {
  it('holds what it is given', () => {
    expect(hexOf(der.octets(bytesOf('aa'), bytesOf('bb')))).toBe('0402aabb')
    expect(hexOf(der.bits(bytesOf('aabb')))).toBe('030300aabb')
    expect(hexOf(der.bits(bytesOf('')))).toBe('030100')
  })

  it.each<readonly [readonly number[], string]>([
    [[], '030100'],
    [[0], '03020780'],
    [[7], '03020001'],
    [[5, 6], '03020106'],
    [[6, 5], '03020106'],
    [[8], '0303070080'],
    [[0, 15], '0303008001'],
    [[1, 1], '03020640'],
  ])('of named bits leaves off those at its end: %j', (positions, hex) => {
    expect(hexOf(der.namedBits(positions))).toBe(hex)
  })
})

describe('a simple value', () => {
  it('is written under its tag', () => {
    expect(hexOf(der.boolean(true))).toBe('0101ff')
    expect(hexOf(der.boolean(false))).toBe('010100')
    expect(hexOf(der.nothing())).toBe('0500')
    expect(hexOf(der.utf8('张'))).toBe('0c03e5bca0')
    expect(hexOf(der.printable("aZ09 '()+,-./:=?"))).toBe('1310615a3039202728292b2c2d2e2f3a3d3f')
    expect(hexOf(der.ia5('a\x7f'))).toBe('1602617f')
  })

  it.each(['a@b', 'a*', 'a_b', '张', 'a&b', 'a;b', 'a\n'])('is not printable: %j', (text) => {
    expect(() => der.printable(text)).toThrow(refused('bad-string'))
  })

  it.each(['\x80', 'é', '张'])('is not ASCII: %j', (text) => {
    expect(() => der.ia5(text)).toThrow(refused('bad-string'))
  })
})

describe('a time', () => {
  const text = (bytes: Uint8Array) => `${bytes[0]?.toString(16)} ${Buffer.from(bytes.subarray(2)).toString()}`

  it.each([
    ['1949-12-31T23:59:59Z', '18 19491231235959Z'],
    ['1950-01-01T00:00:00Z', '17 500101000000Z'],
    ['2026-02-03T04:05:06.789Z', '17 260203040506Z'],
    ['2049-12-31T23:59:59Z', '17 491231235959Z'],
    ['2050-01-01T00:00:00Z', '18 20500101000000Z'],
    ['0000-01-01T00:00:00Z', '18 00000101000000Z'],
    ['9999-12-31T23:59:59Z', '18 99991231235959Z'],
  ])('%s has two digits for its year up to 2049: %s', (moment, written) => {
    expect(text(der.time(new Date(moment)))).toBe(written)
  })

  it('has four digits where these are asked for', () => {
    expect(text(der.generalizedTime(new Date('2026-02-03T04:05:06Z')))).toBe('18 20260203040506Z')
  })

  it.each([Number.NaN, Date.UTC(10_000, 0, 1), Date.UTC(0, 0, 1) - 86_400_000 * 800_000])(
    'is refused: %d',
    (moment) => {
      expect(() => der.time(new Date(moment))).toThrow(refused('bad-time'))
      expect(() => der.generalizedTime(new Date(moment))).toThrow(refused('bad-time'))
    },
  )
})
