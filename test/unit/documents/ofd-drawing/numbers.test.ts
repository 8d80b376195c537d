import { describe, expect, it } from 'vitest'
import {
  boxIn,
  growth,
  matrixIn,
  moved,
  numberIn,
  numberOr,
  numbersIn,
  placed,
  pointIn,
  scaled,
  short,
  times,
} from '../../../../src/documents/ofd-drawing/numbers.ts'

const damaged = (details: readonly string[]) => expect.objectContaining({ code: 'damaged', details })

describe('a number of a page', () => {
  it.each([
    ['12', 12],
    [' +1.5\n', 1.5],
    ['-.25', -0.25],
    ['3.', 3],
    ['2e3', 2000],
    ['25E-1', 2.5],
    ['100000', 100_000],
    ['-100000', -100_000],
    ['0'.repeat(30), 0],
    [`0.${'1'.repeat(40)}`, Number(`0.${'1'.repeat(40)}`)],
  ])('is read: %j', (text, value) => expect(numberIn(text)).toBe(value))

  it.each([
    '',
    ' ',
    '.',
    '-',
    'e3',
    '1e',
    '1e1234',
    '0x10',
    'NaN',
    'Infinity',
    '1 2',
    '1.2.3',
    '100000.1',
    '-100000.1',
    '0'.repeat(31),
    `0.${'1'.repeat(41)}`,
    `.${'1'.repeat(41)}`,
  ])('is none: %j', (text) => expect(numberIn(text)).toBeNull())

  it('is none where nothing is written', () => {
    expect(numberIn(null)).toBeNull()
    expect(numberIn(undefined)).toBeNull()
  })

  it('has its usual value only where nothing is written; what cannot be read is refused', () => {
    expect(numberOr(undefined, 7)).toBe(7)
    expect(numberOr('0', 7)).toBe(0)
    expect(() => numberOr('', 7)).toThrow(damaged(['']))
    expect(() => numberOr('x'.repeat(51), 7)).toThrow(damaged(['x'.repeat(50)]))
  })
})

describe('numbers in a row', () => {
  it('have space or commas between them, as makers write it', () => {
    expect(numbersIn(' 1  2,3 ,\n4 ', 4)).toEqual([1, 2, 3, 4])
    expect(numbersIn('1 2', 4)).toEqual([1, 2])
    expect(numbersIn('', 4)).toEqual([])
    expect(numbersIn(null, 4)).toEqual([])
  })

  it('are as many as allowed and no more, and none of them is anything else', () => {
    expect(numbersIn('1 2 3 4 5', 4)).toBeNull()
    expect(numbersIn(' 1 2 3 4 5', 4)).toBeNull()
    expect(numbersIn('1 x 3', 4)).toBeNull()
  })

  it('make a box of four, neither width nor height below nothing', () => {
    expect(boxIn('1 -2 3 4')).toEqual({ x: 1, y: -2, width: 3, height: 4 })
    expect(boxIn('0 0 0 0')).toEqual({ x: 0, y: 0, width: 0, height: 0 })
    for (const text of ['0 0 -1 4', '0 0 4 -1', '1 2 3', '1 2 3 4 5', '1 2 3 x', '', null])
      expect(boxIn(text), String(text)).toBeNull()
  })

  it('make a point of two', () => {
    expect(pointIn('3 -4')).toEqual({ x: 3, y: -4 })
    for (const text of ['3', '3 4 5', 'x 4', '', undefined]) expect(pointIn(text), String(text)).toBeNull()
  })

  it('make a matrix of six; none written is none, anything else is refused', () => {
    expect(matrixIn('1 2 3 4 5 6')).toEqual([1, 2, 3, 4, 5, 6])
    expect(matrixIn('0 0 0 0 0 0')).toEqual([0, 0, 0, 0, 0, 0])
    expect(matrixIn(undefined)).toBeNull()
    expect(matrixIn(' ')).toBeNull()
    for (const text of ['1', '1 2 3 4 5', '1 2 3 4 5 6 7', '1 2 x 4 5 6'])
      expect(() => matrixIn(text), text).toThrow(damaged([text]))
  })
})

describe('a matrix', () => {
  const turned = [2, 3, 5, 7, 11, 13] as const

  it('places a point', () => {
    expect(placed(turned, { x: 17, y: 19 })).toEqual({ x: 2 * 17 + 5 * 19 + 11, y: 3 * 17 + 7 * 19 + 13 })
    expect(placed(moved(4, 5), { x: 1, y: 2 })).toEqual({ x: 5, y: 7 })
    expect(placed(scaled(4, 5), { x: 1, y: 2 })).toEqual({ x: 4, y: 10 })
  })

  it('after another places a point as both do one after the other', () => {
    const inner = [23, 29, 31, 37, 41, 43] as const
    for (const point of [
      { x: 0, y: 0 },
      { x: 1, y: 0 },
      { x: 0, y: 1 },
    ])
      expect(placed(times(turned, inner), point)).toEqual(placed(turned, placed(inner, point)))
  })

  it('makes lengths longer by the root of what it does to areas, mirrored or not', () => {
    expect(growth(scaled(2, 8))).toBe(4)
    expect(growth(scaled(-2, 8))).toBe(4)
    expect(growth([0, 3, 3, 0, 100, 100])).toBe(3)
    expect(growth([2, 4, 1, 2, 0, 0])).toBe(0)
  })

  it('is written with six digits behind the point', () => {
    expect(short(1.23456789)).toBe(1.234568)
    expect(short(-0.0000004)).toBeCloseTo(0, 12)
    expect(short(1 / 3)).toBe(0.333333)
  })
})
