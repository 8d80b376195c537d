import { describe, expect, it } from 'vitest'
import {
  type Place,
  readObjectsList,
  type StreamAt,
} from '../../../../src/documents/pdf-structure/objects-list.ts'
import { array, name, number, stream } from '../../../../src/documents/pdf-structure/serialised.ts'
import type { PdfStream, PdfValue } from '../../../../src/documents/pdf-structure/values.ts'

const damaged = expect.objectContaining({ code: 'damaged' })
const inFile = (offset: number, generation = 0): Place => ({ kind: 'at', offset, generation })
const free: Place = { kind: 'free' }

const listOf = (text: string, streamAt: StreamAt) => {
  const { places, trailer } = readObjectsList(Buffer.from(text, 'latin1'), { left: 1_000_000 }, streamAt)
  return { places: [...places], trailer: [...trailer.entries.keys()] }
}
const row = (offset: number) => `${String(offset).padStart(10, '0')} 00000 n \n`
const table = (rows: string, trailer = '/Root 1 0 R') => `xref\n${rows}trailer\n<<${trailer}>>\n`
const ended = (text: string, at = 0) => `${text}startxref\n${at}\n%%EOF\n`

type Entries = Readonly<Record<string, PdfValue>>
const numbers = (...all: readonly number[]) => array(...all.map(number))
const usual = { Type: name('XRef'), W: numbers(1, 2, 1), Size: number(1) }
const listStream = (data: readonly number[], entries: Entries = {}): PdfStream =>
  stream({ ...usual, ...entries }, Uint8Array.from(data))
const fromStream = (data: readonly number[], entries: Entries = {}) =>
  listOf(ended('', 0), () => listStream(data, entries)).places

describe('a list that is a stream', () => {
  it('tells by each row whether the object is free, in the file or packed', () => {
    const data = [0, 0, 0, 255, 1, 1, 2, 3, 2, 0, 5, 4, 3, 0, 0, 0]
    expect(fromStream(data, { Size: number(4) })).toEqual([
      [0, free],
      [1, inFile(258, 3)],
      [2, { kind: 'packed', stream: 5, index: 4 }],
      [3, free],
    ])
  })

  it('names its objects by pairs of a first number and a count', () => {
    const data = [1, 0, 7, 0, 1, 0, 8, 0, 1, 0, 9, 0]
    expect(fromStream(data, { Index: numbers(3, 2, 9, 1) })).toEqual([
      [3, inFile(7)],
      [4, inFile(8)],
      [9, inFile(9)],
    ])
    expect(fromStream(data, { Index: numbers(3, 2, 9) })).toHaveLength(2)
    expect(fromStream(data, { Index: number(3) })).toHaveLength(1)
  })

  it('may leave columns out: the kind is then an object in the file', () => {
    expect(fromStream([0, 7, 1], { W: numbers(0, 2, 1) })).toEqual([[0, inFile(7, 1)]])
    expect(fromStream([1, 7], { W: numbers(1, 1, 0) })).toEqual([[0, inFile(7, 0)]])
  })

  it('has columns of up to six bytes', () => {
    const wide = (width: number) => [1, ...Array.from({ length: width - 1 }, () => 0), 9, 0]
    expect(fromStream(wide(6), { W: numbers(1, 6, 1) })).toEqual([[0, inFile(9)]])
    expect(() => fromStream(wide(7), { W: numbers(1, 7, 1) })).toThrow(damaged)
  })

  it('has no rows beyond its data', () => {
    expect(fromStream([1, 0, 7, 0], { Index: numbers(0, 1) })).toHaveLength(1)
    expect(() => fromStream([1, 0, 7], { Index: numbers(0, 1) })).toThrow(damaged)
    expect(() => fromStream([1, 0, 7, 0], { Index: numbers(0, 1, 5, 1) })).toThrow(damaged)
    expect(fromStream([], { Size: number(0) })).toEqual([])
    expect(fromStream([], { Size: name('x') })).toEqual([])
  })

  it.each<[string, Entries]>([
    ['no widths', { W: number(1) }],
    ['two widths', { W: numbers(1, 2) }],
    ['four widths', { W: numbers(1, 1, 1, 1) }],
    ['widths of nothing', { W: numbers(0, 0, 0) }],
    ['a negative width', { W: numbers(1, -1, 1) }],
    ['half a width', { W: numbers(1, 1.5, 1) }],
    ['a width that is no number', { W: array(number(1), name('a'), number(1)) }],
    ['a negative number', { Index: numbers(-1, 1) }],
    ['another type', { Type: name('ObjStm') }],
    ['a type that is no name', { Type: number(1) }],
  ])('is refused with %s', (_, entries) => {
    expect(() => fromStream([1, 0, 7, 0], entries)).toThrow(damaged)
  })

  it('stands beside a table for old readers, which comes first, and before older lists', () => {
    const beside = listStream([1, 0, 8, 0, 1, 0, 9, 0, 1, 0, 10, 0], { Index: numbers(1, 3) })
    const old = table(`3 2\n${row(1)}${row(2)}`)
    const text = ended(`${old}${table(`1 1\n${row(5)}`, '/XRefStm 3/Prev 0')}`, old.length)
    const asked: number[] = []
    const { places } = listOf(text, (offset) => {
      asked.push(offset)
      return beside
    })
    expect(asked).toEqual([3])
    expect(places).toEqual([
      [1, inFile(5)],
      [2, inFile(9)],
      [3, inFile(10)],
      [4, inFile(2)],
    ])
  })

  it('leads on with its own entries', () => {
    const old = table(`1 1\n${row(5)}`)
    const text = ended(`${old}stream`, old.length)
    const found = listOf(text, () => listStream([], { Size: number(0), Prev: number(0) }))
    expect(found.places).toEqual([[1, inFile(5)]])
    expect(found.trailer).toContain('Prev')
  })
})
