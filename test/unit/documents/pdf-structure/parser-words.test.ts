import { describe, expect, it } from 'vitest'
import {
  readerAt,
  readWord,
  skipSpace,
  takeNumber,
  takeWord,
} from '../../../../src/documents/pdf-structure/parser.ts'

const reading = (text: string, at = 0) => readerAt(Buffer.from(text, 'latin1'), at)
const refusal = (code: string) => expect.objectContaining({ code })

describe('white space', () => {
  it.each([
    [' \n\r\t\f\0x', 6],
    ['x', 0],
    ['\vx', 0],
    ['%one\nx', 5],
    ['%one\rx', 5],
    [' %one\n %two\r\n x', 14],
    ['%to the end', 11],
    ['', 0],
  ])('%j ends at %i', (text, end) => {
    const reader = reading(text)
    skipSpace(reader)
    expect(reader.at).toBe(end)
  })
})

describe('a word', () => {
  it.each(['(', ')', '<', '>', '[', ']', '{', '}', '/', '%', ' ', '\n', '\r', '\t', '\f', '\0'])(
    'ends before %j',
    (stop) => {
      const reader = reading(`ab${stop}c`)
      expect([readWord(reader), reader.at]).toEqual(['ab', 2])
    },
  )

  it('is empty if none is here, and goes to the end of the bytes', () => {
    expect(readWord(reading(' ab'))).toBe('')
    expect(readWord(reading('xab\xff', 1))).toBe('ab\xff')
  })

  it('has up to 257 letters', () => {
    expect(readWord(reading('a'.repeat(257)))).toHaveLength(257)
    expect(() => readWord(reading('a'.repeat(258)))).toThrow(refusal('damaged'))
  })

  it('is taken with the space before it if it is the one that is wanted, else nothing is', () => {
    const reader = reading(' %x\n obj objects')
    expect([takeWord(reader, 'objects'), reader.at]).toEqual([false, 0])
    expect([takeWord(reader, 'obj'), reader.at]).toEqual([true, 8])
    expect([takeWord(reader, 'obj'), reader.at]).toEqual([false, 8])
  })
})

describe('a whole number', () => {
  it.each([
    [' 12 x', 12, 3],
    ['0', 0, 1],
    ['0012/', 12, 4],
    ['9999999999', 9_999_999_999, 10],
  ])('is taken from %j', (text, number, end) => {
    const reader = reading(text)
    expect([takeNumber(reader), reader.at]).toEqual([number, end])
  })

  it.each([' -1', ' +1', ' 1.0', ' 12345678901', ' x', ' 1x', ' ', ''])(
    'is not taken from %j, and nothing else is',
    (text) => {
      const reader = reading(text)
      expect([takeNumber(reader), reader.at]).toEqual([null, 0])
    },
  )
})
