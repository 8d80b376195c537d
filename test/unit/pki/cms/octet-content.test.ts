import { describe, expect, it } from 'vitest'
import { concat } from '../../../../src/pki/bytes.ts'
import { OctetContent, type StringStart } from '../../../../src/pki/cms/octet-content.ts'
import { PkiError, type PkiReason } from '../../../../src/pki/pki-error.ts'

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const inPieces: StringStart = { offset: 0, length: null, pieces: true }
const sized = (length: number): StringStart => ({ offset: 0, length, pieces: true })
const plain = (length: number): StringStart => ({ offset: 0, length, pieces: false })

function read(start: StringStart, bytes: Uint8Array, step: number) {
  const content = new OctetContent(start, 'thing')
  const found: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += step) found.push(content.update(bytes.slice(at, at + step)))
  return { content: hexOf(concat(...found)), rest: hexOf(content.rest), ended: content.ended }
}

describe('the content of a string that comes in parts', () => {
  it.each<readonly [string, StringStart, string, string, string]>([
    ['whole', plain(3), 'aabbcc', 'aabbcc', ''],
    ['whole, with more behind it', plain(3), 'aabbcc 0102', 'aabbcc', '0102'],
    ['empty', plain(0), '0102', '', '0102'],
    ['in one piece', inPieces, '0403aabbcc 0000', 'aabbcc', ''],
    ['in pieces, with more behind it', inPieces, '0401aa 0402bbcc 0000 05', 'aabbcc', '05'],
    ['with an empty piece', inPieces, '0400 0401aa 0000', 'aa', ''],
    ['in pieces of pieces', inPieces, '2480 0401aa 0000 2403 0401bb 0000 ff', 'aabb', 'ff'],
    ['in pieces of a known size', sized(7), '0401aa 0402bbcc 09', 'aabbcc', '09'],
    ['in pieces of pieces of a known size', sized(8), '2403 0401aa 0401bb 09', 'aabb', '09'],
    ['in nested pieces that end together', sized(5), '2403 0401aa 09', 'aa', '09'],
    ['with a length in long form', inPieces, '0481 03aabbcc 0000', 'aabbcc', ''],
    ['with a length of four bytes', inPieces, '0484 00000002aabb 0000', 'aabb', ''],
    ['with a length of six bytes', inPieces, '0486 000000000002aabb 0000', 'aabb', ''],
  ])('%s, however it is cut', (_what, start, hex, content, rest) => {
    const bytes = bytesOf(hex)
    for (let step = 1; step <= bytes.length; step++)
      expect(read(start, bytes, step), `${step}`).toEqual({ content, rest, ended: true })
  })

  it('is empty in pieces of size nothing, before any part', () => {
    expect(new OctetContent(sized(0), 'thing').ended).toBe(true)
    expect(new OctetContent(plain(0), 'thing').ended).toBe(true)
    expect(new OctetContent(inPieces, 'thing').ended).toBe(false)
    expect(new OctetContent(plain(1), 'thing').ended).toBe(false)
  })

  it.each<readonly [string, StringStart, string]>([
    ['inside', plain(3), 'aabb'],
    ['before a header', inPieces, '0401aa'],
    ['in a header', inPieces, '0401aa04'],
    ['in the mark', inPieces, '0401aa00'],
    ['in the mark of an inner string', inPieces, '24800401aa0000'],
    ['before its size is full', sized(6), '0401aa'],
  ])('has not ended where it is cut %s', (_what, start, hex) => {
    expect(read(start, bytesOf(hex), 100)).toMatchObject({ ended: false, rest: '' })
  })

  it.each<readonly [string, StringStart, string, PkiReason]>([
    ['another kind of piece', inPieces, '0201aa', 'unexpected-tag'],
    ['a mark in a string with a size', sized(4), '0000', 'unexpected-tag'],
    ['a piece without a length', inPieces, '0480aa', 'bad-length'],
    ['a length of seven bytes', inPieces, '048700000000000001aa', 'bad-length'],
    ['a piece that is larger than the string', sized(4), '0403aabbcc', 'bad-length'],
    ['a header that is larger than the string', sized(1), '0400', 'bad-length'],
    ['a string without a length in one with a size', sized(9), '2480 0401aa 0000', 'bad-length'],
    ['a string that is larger than the one around it', sized(4), '2403 0401aa', 'bad-length'],
  ])('is refused with %s', (_what, start, hex, reason) => {
    for (const step of [1, 100])
      expect(() => read(start, bytesOf(hex), step)).toThrow(new PkiError('thing', reason))
  })

  it('goes 32 levels deep, not 33', () => {
    expect(read(inPieces, bytesOf('2480'.repeat(31)), 1000).ended).toBe(false)
    expect(() => read(inPieces, bytesOf('2480'.repeat(32)), 1000)).toThrow(new PkiError('thing', 'too-deep'))
  })

  it('keeps a copy of what is behind it, up to 16 megabytes', () => {
    const content = new OctetContent(plain(1), 'thing')
    const part = Uint8Array.of(1, 2)
    content.update(part)
    part[1] = 9
    expect([...content.rest]).toEqual([2])
    content.update(new Uint8Array(16 * 1024 * 1024 - 1))
    expect(content.rest).toHaveLength(16 * 1024 * 1024)
    expect(() => content.update(new Uint8Array(1))).toThrow(new PkiError('thing', 'too-large'))
  })
})
