import { describe, expect, it } from 'vitest'
import {
  bytes,
  bytesOrNull,
  number,
  numberOrNull,
  text,
  textOrNull,
  word,
  wordOrNull,
} from '../../../../../src/ra/store/sql/row.ts'
import type { Row } from '../../../../../src/ra/store/sql/sql.ts'

const row: Row = { t: 'text', n: 5, zero: 0, empty: '', b: Uint8Array.of(1, 2), nothing: null, w: 'one' }
const words = ['one', 'two'] as const
const readWord = (from: Row, column: string) => word(from, column, words)
const readWordOrNull = (from: Row, column: string) => wordOrNull(from, column, words)

describe('a column', () => {
  it.each<[(row: Row, column: string) => unknown, string, unknown]>([
    [text, 't', 'text'],
    [text, 'empty', ''],
    [textOrNull, 't', 'text'],
    [textOrNull, 'nothing', null],
    [number, 'n', 5],
    [number, 'zero', 0],
    [numberOrNull, 'n', 5],
    [numberOrNull, 'zero', 0],
    [numberOrNull, 'nothing', null],
    [bytes, 'b', Uint8Array.of(1, 2)],
    [bytesOrNull, 'b', Uint8Array.of(1, 2)],
    [bytesOrNull, 'nothing', null],
    [readWord, 'w', 'one'],
    [readWordOrNull, 'w', 'one'],
    [readWordOrNull, 'nothing', null],
  ])('is read by %o: %s', (read, column, value) => {
    expect(read(row, column)).toEqual(value)
  })

  it.each<[(row: Row, column: string) => unknown, readonly string[]]>([
    [text, ['n', 'b', 'nothing', 'missing']],
    [textOrNull, ['n', 'b', 'missing']],
    [number, ['t', 'b', 'nothing', 'missing']],
    [numberOrNull, ['t', 'b', 'missing']],
    [bytes, ['t', 'n', 'nothing', 'missing']],
    [bytesOrNull, ['t', 'n', 'missing']],
    [readWord, ['t', 'n', 'nothing', 'missing']],
    [readWordOrNull, ['t', 'n', 'missing']],
  ])('of another type is named by %o', (read, columns) => {
    for (const column of columns)
      expect(() => read(row, column)).toThrow(`the database holds an unexpected value in ${column}`)
  })
})
