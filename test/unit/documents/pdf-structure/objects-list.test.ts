import { describe, expect, it } from 'vitest'
import {
  newestList,
  type Place,
  readObjectsList,
  type StreamAt,
} from '../../../../src/documents/pdf-structure/objects-list.ts'

const damaged = expect.objectContaining({ code: 'damaged' })
const tooMuch = expect.objectContaining({ code: 'limits-exceeded' })
const inFile = (offset: number, generation = 0): Place => ({ kind: 'at', offset, generation })
const free: Place = { kind: 'free' }

const noStream: StreamAt = (offset) => {
  throw new Error(`a stream is asked for at ${offset}`)
}
const listOf = (text: string, streamAt: StreamAt = noStream) => {
  const { places, trailer } = readObjectsList(Buffer.from(text, 'latin1'), { left: 1_000_000 }, streamAt)
  return { places: [...places], trailer: [...trailer.entries.keys()] }
}
const row = (offset: number, use = 'n', generation = 0) =>
  `${String(offset).padStart(10, '0')} ${String(generation).padStart(5, '0')} ${use} \n`
const table = (rows: string, trailer = '/Root 1 0 R') => `xref\n${rows}trailer\n<<${trailer}>>\n`
const ended = (text: string, at = 0) => `${text}startxref\n${at}\n%%EOF\n`

describe('the place of the newest list', () => {
  const at = (text: string) => newestList(Buffer.from(text, 'latin1'))

  it.each([
    ['startxref\n17\n%%EOF', 17],
    ['startxref\r\n17\r\n%%EOF\r\n \t\0\n', 17],
    ['startxref    17    %%EOF', 17],
    ['startxref 1 %%EOF startxref 2 %%EOF', 2],
    ['startxref\n1234567890\n%%EOF', 1_234_567_890],
    [`startxref\n17\n%%EOF${' '.repeat(1000)}`, 17],
    [`${'x'.repeat(3000)}startxref\n17\n%%EOF${'\0'.repeat(1000)}`, 17],
  ])('is told by the end of the file: %j', (text, place) => expect(at(text)).toBe(place))

  it.each([
    '',
    'startxref\n%%EOF',
    'startxref17\n%%EOF',
    'startxref\n17%%EOF',
    'startxref     17\n%%EOF',
    'startxref\n17     %%EOF',
    'startxref\n-1\n%%EOF',
    'startxref\n12345678901\n%%EOF',
    'startxref\n17\n%%EOF\nx',
    'startxref\n17\n%%EO',
    `startxref\n17\n%%EOF${' '.repeat(1001)}`,
  ])('is not told by %j', (text) => expect(() => at(text)).toThrow(damaged))
})

describe('a table of objects', () => {
  it('tells for each number where it is, or that it is free', () => {
    const rows = `0 2\n${row(0, 'f', 65_535)}${row(17)}7 1\n${row(30, 'n', 3)}`
    expect(listOf(ended(table(rows)))).toEqual({
      places: [
        [0, free],
        [1, inFile(17)],
        [7, inFile(30, 3)],
      ],
      trailer: ['Root'],
    })
  })

  it('may be empty', () => {
    expect(listOf(ended(table('')))).toEqual({ places: [], trailer: ['Root'] })
    expect(listOf(ended(table('5 0\n')))).toEqual({ places: [], trailer: ['Root'] })
  })

  it.each([' \r', ' \n', '\r\n'])('has rows that end with %j', (end) => {
    expect(listOf(ended(table(`1 1\n0000000017 00000 n${end}`))).places).toEqual([[1, inFile(17)]])
  })

  it.each<[string, string]>([
    ['a row is too short', '1 1\n000000017 00000 n \n'],
    ['a row ends in two spaces', '1 1\n0000000017 00000 n  '],
    ['a row ends in two line feeds', '1 1\n0000000017 00000 n\n\n'],
    ['a row has another use', `1 1\n${row(17, 'x')}`],
    ['a row is missing', `1 2\n${row(17)}`],
    ['a row is too many', `1 1\n${row(17)}${row(18)}`],
    ['the count is missing', '1 '],
  ])('is refused if %s', (_, rows) => {
    expect(() => listOf(ended(table(rows)))).toThrow(damaged)
  })

  it('is refused if it names too many objects', () => {
    expect(() => listOf(ended(table('1 1000001\n')))).toThrow(damaged)
    expect(() => listOf(ended(table(`1 1\n${row(1)}3 1000000\n`)))).toThrow(damaged)
  })

  it.each(['', 'trailer', 'trailer 1', 'trailer []', 'trailr <<>>'])(
    'is refused if %j follows it',
    (trailer) => expect(() => listOf(ended(`xref\n1 1\n${row(1)}${trailer} `))).toThrow(damaged),
  )

  it.each([0, 1])('is refused if the place lies %i bytes behind the file', (more) => {
    const text = ended(table(''), 100 + more)
    expect(() => listOf(' '.repeat(100 - text.length) + text)).toThrow(damaged)
  })
})

describe('lists that follow each other', () => {
  const older = table(`1 2\n${row(10)}${row(20)}`, '/Old true')
  const newer = (trailer: string) => table(`2 1\n${row(0, 'f')}3 1\n${row(30)}`, trailer)

  it('count from the newest on, also where it frees an object, and its trailer is that of the file', () => {
    const text = ended(older + newer('/New true/Prev 0'), older.length)
    expect(listOf(text)).toEqual({
      places: [
        [2, free],
        [3, inFile(30)],
        [1, inFile(10)],
      ],
      trailer: ['New', 'Prev'],
    })
  })

  it.each(['', '/Prev -1', '/Prev 0.5', '/Prev /a', '/Prev null'])('end where there is %j', (entry) => {
    expect(listOf(ended(older + newer(entry), older.length)).places.map(([key]) => key)).toEqual([2, 3])
  })

  it('are refused if they come back to one that was read', () => {
    expect(() => listOf(ended(table('', '/Prev 0')))).toThrow(damaged)
    const second = table('', '/Prev 0')
    const first = table('', `/Prev ${String(table('', '/Prev 00').length).padStart(2, '0')}`)
    expect(() => listOf(ended(first + second))).toThrow(damaged)
  })

  const chainOf = (lists: number) => {
    const width = table('', '/Prev 0000000').length
    const link = (i: number) => table('', `/Prev ${String((i + 1) * width).padStart(7, '0')}`)
    const last = table(`1 1\n${row(9)}`)
    return ended(Array.from({ length: lists - 1 }, (_, i) => link(i)).join('') + last)
  }

  it('are up to 2000', () => {
    expect(listOf(chainOf(2000)).places).toEqual([[1, inFile(9)]])
    expect(() => listOf(chainOf(2001))).toThrow(tooMuch)
  })
})
