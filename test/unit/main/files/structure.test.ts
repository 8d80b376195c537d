import { describe, expect, it } from 'vitest'
import { isStructure } from '../../../../src/main/files/structure.ts'

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values)
const nested = (levels: number, inmost: Uint8Array): Uint8Array =>
  levels === 0 ? inmost : ((inside) => bytes(0x30, inside.length, ...inside))(nested(levels - 1, inmost))

describe('bytes that a page wants signed', () => {
  it.each([
    ['a SEQUENCE of elements', bytes(0x30, 4, 4, 2, 1, 1)],
    ['a SET of elements', bytes(0x31, 4, 4, 2, 1, 1)],
    ['two elements in a SEQUENCE', bytes(0x30, 6, 2, 1, 1, 4, 1, 9)],
    ['a SEQUENCE that ends with an empty element', bytes(0x30, 2, 5, 0)],
    ['an element whose tag has two bytes', bytes(0x30, 4, 0x5f, 0x21, 1, 7)],
    ['an element whose tag has three bytes', bytes(0x30, 5, 0x5f, 0x81, 0x21, 1, 7)],
    ['a length that is written in one more byte', bytes(0x30, 0x81, 3, 4, 1, 1)],
    ['a length that is written in two more bytes', bytes(0x30, 0x82, 0, 3, 4, 1, 1)],
    ['an inner SEQUENCE', bytes(0x30, 5, 0x30, 3, 4, 1, 1)],
    ['an identifier in something that is not well-formed', bytes(0x30, 4, 6, 9, 1, 1)],
    ['an end mark, with an identifier inside', bytes(0x30, 0x80, 6, 1, 1, 0, 0)],
    ['something as long as 127 bytes', bytes(0x30, 127, 4, 125, ...new Uint8Array(125))],
  ])('are refused as a structure if they are %s', (_, given) => {
    expect(isStructure(given)).toBe(true)
  })

  it.each([
    ['nothing', bytes()],
    ['three bytes', bytes(0x30, 1, 6)],
    ['of another tag', bytes(0x32, 2, 5, 0)],
    ['a text that begins like one and is longer', bytes(0x30, 2, 5, 0, 0)],
    ['a text that begins like one and is shorter', bytes(0x30, 3, 5, 0)],
    ['a text with a rest that is no element', bytes(0x30, 4, 4, 1, 1, 4)],
    ['an element that is longer than its SEQUENCE', bytes(0x30, 3, 4, 2, 1)],
    ['an inner SEQUENCE with a broken element', bytes(0x30, 5, 0x30, 3, 4, 9, 1)],
    ['an element that only an end mark closes', bytes(0x30, 4, 0x24, 0x80, 0, 0)],
    ['an end mark without any identifier', bytes(0x30, 0x80, 1, 1, 0, 0)],
    ['a length whose bytes are cut off', bytes(0x30, 0x84, 0, 0)],
  ])('may be signed if they are %s', (_, given) => {
    expect(isStructure(given)).toBe(false)
  })

  it('are judged by the whole length of a long file, and then only by an identifier in its beginning', () => {
    const named = bytes(0x30, 0x82, 1, 0, 6, 3, 1, 1)
    expect(isStructure(named, 260)).toBe(true)
    expect(isStructure(named, 259)).toBe(false)
    expect(isStructure(named, 261)).toBe(false)
    expect(isStructure(bytes(0x30, 0x82, 1, 0, 4, 3, 1, 1), 260)).toBe(false)
  })

  it('are not followed deeper than sixteen levels, so that nobody exhausts the assistant', () => {
    const broken = bytes(4, 9, 1)
    expect(isStructure(nested(16, broken))).toBe(false)
    expect(isStructure(nested(17, broken))).toBe(true)
  })
})
