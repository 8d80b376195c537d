import { describe, expect, it } from 'vitest'
import { berLength, derOfBer } from '../../../../src/pki/der/ber.ts'
import { PkiError, type PkiReason } from '../../../../src/pki/pki-error.ts'
import { refused } from '../refusal.ts'

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
const derHex = (hex: string): string => Buffer.from(derOfBer(bytesOf(hex), 'thing')).toString('hex')

describe('BER, rewritten as DER', () => {
  it.each([
    ['what is DER already', '3006 020101 0401aa', '30060201010401aa'],
    ['an empty sequence', '3000', '3000'],
    ['no length', '3080 020101 0000', '3003020101'],
    ['no length and nothing inside', '3080 0000', '3000'],
    ['no length, twice', '3080 3180 0500 0000 0500 0000', '3006310205000500'],
    ['a length that is longer than it must be', '308103 020101', '3003020101'],
    ['a length of four bytes', '308400000003 020101', '3003020101'],
    ['a length of a content, longer than it must be', '3004 02810101', '3003020101'],
    ['a string in pieces', '2406 0401aa 0401bb', '0402aabb'],
    ['a string in no pieces', '2400', '0400'],
    ['a string in pieces without a length', '2480 0401aa 0402bbcc 0000', '0403aabbcc'],
    ['pieces in pieces', '2480 2480 0401aa 0000 0401bb 0000', '0402aabb'],
    ['a string in pieces inside a sequence', '3080 2480 0401aa 0401bb 0000 0500 0000', '30060402aabb0500'],
    ['tags of its own', 'a080 8001aa 0000', 'a0038001aa'],
    ['two zeros inside a sequence with a length', '3004 0000 0500', '300400000500'],
  ])('of %s', (_what, ber, der) => {
    expect(derHex(ber)).toBe(der)
  })

  it('has longer lengths where the content has become longer than one byte can say', () => {
    const piece = `0440${'aa'.repeat(64)}`
    expect(derHex(`2480${piece}${piece}0000`)).toBe(`048180${'aa'.repeat(128)}`)
    expect(derHex(`3080 2480${piece}${piece}0000 0000`)).toBe(`308183048180${'aa'.repeat(128)}`)
  })

  it('is a copy', () => {
    const given = bytesOf('020101')
    const made = derOfBer(given, 'thing')
    given[2] = 5
    expect([...made]).toEqual([2, 1, 1])
  })

  it.each<readonly [string, string, PkiReason, number]>([
    ['nothing', '', 'truncated', 0],
    ['a tag alone', '30', 'truncated', 0],
    ['a tag of several bytes', '1f0100', 'unexpected-tag', 0],
    ['a constructed tag of several bytes', 'bf010000', 'unexpected-tag', 0],
    ['a content without a length', '0480aa0000', 'bad-length', 0],
    ['a length of five bytes', '30850000000000', 'bad-length', 1],
    ['a length of five bytes inside', '3007 04850000000000', 'bad-length', 3],
    ['a length whose bytes are missing', '308201', 'bad-length', 1],
    ['less than its length', '3003 0201', 'truncated', 1],
    ['less than the length of a part', '3003 020201', 'truncated', 3],
    ['a part that goes beyond the whole', '3003 02020101', 'truncated', 3],
    ['more behind it', '0500 00', 'trailing-bytes', 2],
    ['another kind of piece in a string', '2403 020101', 'unexpected-tag', 2],
    ['another kind of piece in pieces of a string', '2405 2403 020101', 'unexpected-tag', 4],
    ['no mark at its end', '3080 0500', 'truncated', 4],
    ['half a mark at its end', '3080 0500 00', 'truncated', 4],
  ])('is refused with %s', (_what, ber, reason, offset) => {
    expect(() => derHex(ber)).toThrow(refused(reason, offset))
  })

  it('goes 32 levels deep, not 33', () => {
    const nested = (depth: number) => `${'3080'.repeat(depth)}0500${'0000'.repeat(depth)}`
    expect(derHex(nested(32)).endsWith('30020500')).toBe(true)
    expect(() => derHex(nested(33))).toThrow(refused('too-deep', 66))
  })

  it('has 400,000 elements, not one more', () => {
    const many = (count: number) => {
      const bytes = new Uint8Array(2 + 2 * count + 2)
      bytes.set([0x30, 0x80])
      for (let i = 0; i < count; i++) bytes[2 + 2 * i] = 5
      return bytes
    }
    expect(derOfBer(many(399_999), 'thing')).toHaveLength(799_998 + 5)
    expect(() => derOfBer(many(400_000), 'thing')).toThrow(refused('too-large'))
  })
})

describe('the length of a structure', () => {
  it.each([
    ['0500', 2],
    ['0500 0500', 2],
    ['3080 0500 0000 ff', 6],
    ['308103 020101 00', 6],
    ['2480 0401aa 0000 3000', 7],
  ])('is told whatever follows: %s', (ber, length) => {
    expect(berLength(bytesOf(ber), 'thing')).toBe(length)
  })

  it('is not told where the structure is cut', () => {
    expect(() => berLength(bytesOf('3080 0500 00'), 'thing')).toThrow(new PkiError('thing', 'truncated', 4))
  })
})
