import { describe, expect, it } from 'vitest'
import { DerReader } from '../../../../src/pki/der/reader.ts'
import type { PkiReason } from '../../../../src/pki/pki-error.ts'
import { refused } from '../refusal.ts'

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
/** Behind an element of two bytes, so that places are not zero. */
const second = (hex: string): DerReader => {
  const reader = DerReader.of(bytesOf(`0500${hex}`), 'thing')
  reader.raw()
  return reader
}

describe('an integer', () => {
  it.each(['00', '7f', '80', 'ff', '0080', 'ff7f', '00ff', '0100', 'fe80'])(
    'is read as it stands: %s',
    (hex) => {
      const length = (hex.length / 2).toString(16).padStart(2, '0')
      expect(hexOf(second(`02${length}${hex}`).integerBytes())).toBe(hex)
    },
  )

  it.each(['0200', '02020000', '0202007f', '0202ff80', '0202ffff', '0203000001'])('is refused: %s', (hex) => {
    const reader = second(hex)
    expect(() => reader.integerBytes()).toThrow(refused('bad-integer', 2))
  })

  it.each([
    ['020100', '00'],
    ['02017f', '7f'],
    ['02020080', '80'],
    ['0203008000', '8000'],
    ['02020100', '0100'],
  ])('without a sign is read without its pad: %s', (hex, magnitude) => {
    expect(hexOf(second(hex).unsigned())).toBe(magnitude)
  })

  it.each(['020180', '0201ff', '0202ff7f'])('without a sign is not negative: %s', (hex) => {
    expect(() => second(hex).unsigned()).toThrow(refused('bad-integer', 2))
  })

  it.each([
    ['020100', 0],
    ['020105', 5],
    ['02020100', 256],
    ['0203010203', 0x010203],
    ['02047fffffff', 0x7fffffff],
  ])('that is small is a number: %s', (hex, number) => {
    expect(second(hex).small()).toBe(number)
  })

  it.each(['02050080000000', '02050100000000', '0206007fffffff00', '0201ff'])('is not small: %s', (hex) => {
    expect(() => second(hex).small()).toThrow(refused('bad-integer', 2))
  })
})

describe('a value', () => {
  it('is read by its own tag', () => {
    expect(second('06032a8148').oid()).toBe('1.2.200')
    expect(hexOf(second('0402aabb').octets())).toBe('aabb')
    expect(hexOf(second('030300aabb').bits())).toBe('aabb')
    expect(second('0101ff').boolean()).toBe(true)
    expect(second('010100').boolean()).toBe(false)
    expect(second('170d3236303130323033303430355a').time()).toEqual(new Date('2026-01-02T03:04:05Z'))
    expect(second('180f32303531303130323033303430355a').time()).toEqual(new Date('2051-01-02T03:04:05Z'))
    expect(second('0c03e5bca0').text()).toBe('张')
    expect(second('1e025f20').text()).toBe('张')
    expect(second('130161').text()).toBe('a')
  })

  const reads: Readonly<Record<string, (reader: DerReader) => unknown>> = {
    oid: (reader) => reader.oid(),
    bits: (reader) => reader.bits(),
    'bits with unused ones': (reader) => reader.bitsAndUnused(),
    boolean: (reader) => reader.boolean(),
    time: (reader) => reader.time(),
    text: (reader) => reader.text(),
    octets: (reader) => reader.octets(),
    integer: (reader) => reader.integerBytes(),
  }
  it.each<readonly [string, string, PkiReason, number]>([
    ['oid', '0600', 'bad-oid', 2],
    ['oid', '0401aa', 'unexpected-tag', 2],
    ['bits', '0300', 'bad-bit-string', 2],
    ['bits', '03020780', 'bad-bit-string', 6],
    ['bits', '0401aa', 'unexpected-tag', 2],
    ['bits with unused ones', '03020101', 'bad-bit-string', 2],
    ['boolean', '010101', 'bad-boolean', 2],
    ['boolean', '0201ff', 'unexpected-tag', 2],
    ['time', '170101', 'bad-time', 2],
    ['time', '0c0161', 'bad-time', 2],
    ['time', '', 'truncated', 2],
    ['text', '0c01ff', 'bad-string', 2],
    ['text', '020161', 'bad-string', 2],
    ['text', '', 'truncated', 2],
    ['octets', '0c0161', 'unexpected-tag', 2],
    ['integer', '0a0101', 'unexpected-tag', 2],
  ])('is refused where it is: %s %s', (kind, hex, reason, offset) => {
    const reader = second(hex)
    expect(() => reads[kind]?.(reader)).toThrow(refused(reason, offset))
  })

  it('of bits keeps the count of those that are not used', () => {
    const { bytes, unused } = second('030205e0').bitsAndUnused()
    expect([hexOf(bytes), unused]).toEqual(['e0', 5])
  })
})

describe('an octet string with a tag of its own', () => {
  it('comes whole or in pieces', () => {
    expect(hexOf(second('8002aabb').implicitOctets(0))).toBe('aabb')
    expect(hexOf(second('a0070402aabb0401cc').implicitOctets(0))).toBe('aabbcc')
    expect(hexOf(second('a000').implicitOctets(0))).toBe('')
    expect(hexOf(second('8103010203').implicitOctets(1))).toBe('010203')
  })

  it.each(['8101aa', 'a1030401aa', '0401aa', 'a0030501aa'])('is refused as anything else: %s', (hex) => {
    expect(() => second(hex).implicitOctets(0)).toThrow(refused('unexpected-tag'))
  })
})
