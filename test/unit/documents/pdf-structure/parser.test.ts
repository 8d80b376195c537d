import { describe, expect, it } from 'vitest'
import { readerAt, readValue } from '../../../../src/documents/pdf-structure/parser.ts'

const reading = (text: string, at = 0) => readerAt(Buffer.from(text, 'latin1'), at)
const parsed = (text: string) => readValue(reading(text))
const bytesOf = (text: string) => {
  const value = parsed(text)
  if (value.kind !== 'string') throw new Error(value.kind)
  return Buffer.from(value.bytes).toString('latin1')
}
const refusal = (code: string) => expect.objectContaining({ code })
const endAfter = (text: string) => {
  const reader = reading(text)
  readValue(reader)
  return reader.at
}

describe('a number', () => {
  it.each([
    ['7', 7],
    ['-7', -7],
    ['+7', 7],
    ['1.5', 1.5],
    ['-.25', -0.25],
    ['4.', 4],
    ['123456789012345', 123_456_789_012_345],
    ['1.000000000000001', 1.000000000000001],
    ['100000000000000000000000000000', 1e29],
  ])('%s is %d', (text, value) => expect(parsed(text)).toEqual({ kind: 'number', value }))

  it.each([
    '--1',
    '1e5',
    '.',
    '-',
    '1.2.3',
    '1234567890123456789012345678901',
    '1.0000000000000001',
    '.1234567890123456',
    'NaN',
    'True',
    'x1',
    '1x',
  ])('%s is none', (text) => expect(() => parsed(text)).toThrow(refusal('damaged')))

  it('alone does not take what follows it', () => {
    expect(endAfter('12 0 obj')).toBe(2)
    expect(endAfter('12 0')).toBe(2)
    expect(endAfter('12 R')).toBe(2)
    expect(endAfter('1.5 0 R')).toBe(3)
  })

  it('with a second one and an R is a reference', () => {
    expect(parsed('12 3 R')).toEqual({ kind: 'ref', number: 12, generation: 3 })
    expect(parsed('12 %x\n0\nR/')).toEqual({ kind: 'ref', number: 12, generation: 0 })
    expect(endAfter('12 3 R ')).toBe(6)
    expect(parsed('12 3 Rx')).toEqual({ kind: 'number', value: 12 })
    expect(parsed('12 -3 R')).toEqual({ kind: 'number', value: 12 })
  })
})

describe('a name', () => {
  it.each([
    ['/Type', 'Type'],
    ['/A#20B', 'A B'],
    ['/A#2fB#2F', 'A/B/'],
    ['/A#gB#2', 'A#gB#2'],
    ['/A#4', 'A#4'],
    ['/', ''],
    ['/A(', 'A'],
  ])('%s is %j', (text, name) => expect(parsed(text)).toEqual({ kind: 'name', name }))
})

describe('a keyword', () => {
  it('is a truth value or nothing', () => {
    expect(parsed('true')).toEqual({ kind: 'boolean', value: true })
    expect(parsed('false')).toEqual({ kind: 'boolean', value: false })
    expect(parsed('null')).toEqual({ kind: 'null' })
  })

  it.each(['', '  ', '%only', 'nul', ')', '}', '>', ']'])('is not %j', (text) => {
    expect(() => parsed(text)).toThrow(refusal('damaged'))
  })
})

describe('a string in brackets', () => {
  it.each([
    ['()', ''],
    ['(a(b)c)', 'a(b)c'],
    ['(a\\)b\\(c\\\\)', 'a)b(c\\'],
    ['(\\n\\r\\t\\b\\f\\x)', '\n\r\t\b\fx'],
    ['(\\101\\7\\0053)', 'A\x07\x053'],
    ['(\\08\\19)', '\x008\x019'],
    ['(\\777)', '\xff'],
    ['(\\400)', '\0'],
    ['(a\\\r\nb\\\rc\\\nd\\\n\re)', 'abcd\re'],
    ['(a\r\nb)', 'a\r\nb'],
    ['(%no comment)', '%no comment'],
  ])('%j means %j', (text, bytes) => expect(bytesOf(text)).toBe(bytes))

  it('says where it stands', () => {
    expect(readValue(reading('x  (ab) ', 1))).toEqual({
      ...{ kind: 'string', bytes: Uint8Array.of(0x61, 0x62), isHex: false, start: 3, end: 7 },
    })
  })

  it.each(['(', '(a', '(a(b)', '(a\\', '(a\\)'])('does not end in %j', (text) => {
    expect(() => parsed(text)).toThrow(refusal('damaged'))
  })
})

describe('a string in hexadecimal figures', () => {
  it.each([
    ['<>', ''],
    ['<4142>', 'AB'],
    ['<4a4B>', 'JK'],
    ['<414>', 'A@'],
    ['<41 \n4\t2\0>', 'AB'],
    ['<4 1 4>', 'A@'],
  ])('%j means %j', (text, bytes) => expect(bytesOf(text)).toBe(bytes))

  it('says where it stands', () => {
    expect(readValue(reading('x <41> ', 1))).toMatchObject({ kind: 'string', isHex: true, start: 2, end: 6 })
  })

  it.each(['<', '<41', '<4g>', '<4-1>', '<4%1>'])('is not %j', (text) => {
    expect(() => parsed(text)).toThrow(refusal('damaged'))
  })
})

describe('what holds others', () => {
  it('is an array with its items in their order', () => {
    expect(parsed('[1/A[] 2 0 R 3]')).toEqual({
      kind: 'array',
      items: [
        { kind: 'number', value: 1 },
        { kind: 'name', name: 'A' },
        { kind: 'array', items: [] },
        { kind: 'ref', number: 2, generation: 0 },
        { kind: 'number', value: 3 },
      ],
    })
    expect(endAfter('[ 1 ] ')).toBe(5)
    expect(() => parsed('[1')).toThrow(refusal('damaged'))
  })

  it('is a dictionary with its entries and its place', () => {
    expect(readValue(reading('x <</A 1 /B<</C<41>>>%x\n>> ', 1))).toMatchObject({
      kind: 'dict',
      start: 2,
      entries: new Map<string, unknown>([
        ['A', { kind: 'number', value: 1 }],
        ['B', expect.objectContaining({ kind: 'dict', start: 11 })],
      ]),
    })
    expect(endAfter('<< /A 1 >> ')).toBe(10)
    expect(parsed('<<>>')).toEqual({ kind: 'dict', start: 0, entries: new Map() })
  })

  it.each(['<<', '<</A', '<</A 1', '<</A 1>', '<</A 1> >', '<<1 2>>', '<<A 1>>', '<</A>>'])(
    'is not %j',
    (text) => expect(() => parsed(text)).toThrow(refusal('damaged')),
  )

  it('has no key twice, however it is written', () => {
    const twice = expect.objectContaining({ code: 'readers-disagree', details: ['A'] })
    expect(() => parsed('<</A 1/A 1>>')).toThrow(twice)
    expect(() => parsed('<</A 1/#41 1>>')).toThrow(twice)
    expect(parsed('<</A 1/a 1/B<</A 1>>>>').kind).toBe('dict')
  })

  it.each([
    ['[', ']'],
    ['<</A', '>>'],
  ])('goes 64 deep and no deeper: %j', (open, close) => {
    const nested = (depth: number) => `${open.repeat(depth)} [] ${close.repeat(depth)}`
    expect(parsed(nested(64)).kind).not.toBe('null')
    expect(() => parsed(nested(65))).toThrow(refusal('limits-exceeded'))
  })
})

describe('a reader', () => {
  it('reads as many values as it may and no more', () => {
    const read = (most: number) => readValue(readerAt(Buffer.from('[1 2]'), 0, most))
    expect(read(3).kind).toBe('array')
    expect(() => read(2)).toThrow(refusal('limits-exceeded'))
    expect(readerAt(Buffer.from(''), 7)).toMatchObject({ at: 7, left: 2_000_000 })
  })
})
