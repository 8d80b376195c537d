import { describe, expect, it } from 'vitest'
import {
  array,
  dict,
  name,
  number,
  ref,
  serialised,
  stream,
  string,
  text,
  withEntries,
} from '../../../../src/documents/pdf-structure/serialised.ts'

const written = (value: Parameters<typeof serialised>[0]): string => serialised(value).toString('latin1')

describe('a value in a PDF file', () => {
  it.each([
    [0, '0'],
    [-7, '-7'],
    [1.5, '1.5'],
    [-0.25, '-0.25'],
    [123456789012345, '123456789012345'],
    [0.1 + 0.2, '0.3'],
    [1e-7, '0.0000001'],
    [2.5e-9, '0.0000000025'],
    [1e-20, '0'],
    [1e15, '1000000000000000'],
    [1e21, '1000000000000000000000'],
    [-1e29, '-99999999999999991433150857216'],
  ])('that is the number %d has no exponent: %s', (value, numeral) => {
    expect(written(number(value))).toBe(numeral)
  })

  it.each([
    ['Type', '/Type'],
    ['A B', '/A#20B'],
    ['a/b', '/a#2fb'],
    ['#()<>[]{}%', '/#23#28#29#3c#3e#5b#5d#7b#7d#25'],
    ['\n', '/#0a'],
    ['!~', '/!~'],
    ['\x7fé', '/#7f#e9'],
  ])('that is the name %j ends where it should', (given, expected) => {
    expect(written(name(given))).toBe(expected)
  })

  it('is plain where it is a reference, a truth value, nothing or bytes', () => {
    expect(written(ref(12))).toBe('12 0 R')
    expect(written(ref(12, 3))).toBe('12 3 R')
    expect(written({ kind: 'boolean', value: true })).toBe('true')
    expect(written({ kind: 'boolean', value: false })).toBe('false')
    expect(written({ kind: 'null' })).toBe('null')
    expect(written(string(Uint8Array.of(0, 0x0a, 0xff)))).toBe('<000aff>')
  })

  it('that is a text is ASCII as it is, else UTF-16 with its mark', () => {
    expect(written(text('Sign ~'))).toBe('<5369676e207e>')
    expect(written(text(''))).toBe('<>')
    expect(written(text('章'))).toBe('<feff7ae0>')
    expect(written(text('a\n'))).toBe('<feff0061000a>')
    expect(written(text('\x7f'))).toBe('<feff007f>')
  })

  it('holds others', () => {
    expect(written(array(number(1), name('A'), array()))).toBe('[1 /A [] ]')
    expect(written(dict({ Type: name('Sig'), 'A B': ref(1) }))).toBe('<</Type /Sig\n/A#20B 1 0 R\n>>')
    expect(written(dict({}))).toBe('<<>>')
  })

  it('that is a stream tells its length, whatever it was given', () => {
    const value = stream({ Type: name('X'), Length: number(99) }, Buffer.from('data'))
    expect(written(value)).toBe('<</Type /X\n/Length 4\n>>\nstream\ndata\nendstream')
  })
})

describe('a dictionary with other entries', () => {
  it('has them in place of its own, and the old one stays as it was', () => {
    const old = dict({ A: number(1), B: number(2) })
    expect(written(withEntries(old, { B: number(3), C: number(4) }))).toBe('<</A 1\n/B 3\n/C 4\n>>')
    expect(written(old)).toBe('<</A 1\n/B 2\n>>')
  })
})
