import { describe, expect, it } from 'vitest'
import { budget, limits } from '../../../../src/documents/ofd-drawing/budget.ts'
import { boxPath, staysIn, takePath } from '../../../../src/documents/ofd-drawing/path-data.ts'

const read = (text: string) => takePath(text, budget())
const corners = (left: number, top: number, right: number, bottom: number) => [
  { x: left, y: top },
  { x: right, y: top },
  { x: right, y: bottom },
  { x: left, y: bottom },
]

describe('the outline of a path', () => {
  it.each([
    ['S 1 2 L 3 4', 'M1 2L3 4'],
    ['M 1 2 L 3 4 5 6', 'M1 2L3 4L5 6'],
    ['M 0 0 Q 1 2 3 4', 'M0 0Q1 2 3 4'],
    ['M 0 0 B 1 2 3 4 5 6', 'M0 0C1 2 3 4 5 6'],
    ['M 0 0 L 1,1 C', 'M0 0L1 1Z'],
    ['M 0 0 L 1 1 C M 2 2', 'M0 0L1 1ZM2 2'],
    ['M0 0A-2 3 45 1 0 7 8', 'M0 0A2 3 45 1 0 7 8'],
    ['M 0 0 A 2 -3 0 0 1 7.12345678 8.12345678', 'M0 0A2 3 0 0 1 7.123457 8.123457'],
    ['M 1e1 2.12345678', 'M10 2.123457'],
    ['', ''],
  ])('of %j is drawn as %j', (text, data) => expect(read(text)?.data).toBe(data))

  it.each([
    ['L 1 2', 'M0 0L1 2'],
    ['C', 'M0 0Z'],
    ['Q 1 2 3 4 L 5 6', 'M0 0Q1 2 3 4L5 6'],
  ])('begins at the corner if %j does not move first', (text, data) => expect(read(text)?.data).toBe(data))

  it.each([
    'M 1',
    'M 1 2 3',
    'M 1 L 2 3',
    'M 1 C',
    '1 2',
    'M 0 0 C 1 2',
    'X 1 2',
    'm 1 2',
    'M 1 x',
    'M 0 0 A 1 1 0 2 0 3 3',
    'M 0 0 A 1 1 0 0 2 3 3',
    'M 0 0 A 1 1 0 0.5 0 3 3',
    'M 0 200000',
  ])('is not guessed: %j', (text) => expect(read(text)).toBeNull())

  it('tells how far it reaches, with the points that only bend it', () => {
    expect(read('M 5 6 L 1 9')?.corners).toEqual(corners(1, 6, 5, 9))
    expect(read('M 0 0 Q 10 -20 3 4')?.corners).toEqual(corners(0, -20, 10, 4))
    expect(read('M 0 0 B -1 30 2 -3 4 5')?.corners).toEqual(corners(-1, -3, 4, 30))
    expect(read('M 3 4')?.corners).toEqual(corners(3, 4, 3, 4))
    expect(read('')?.corners).toEqual([])
  })

  it('leaves room for an arc of twice its larger radius around its end', () => {
    expect(read('M 5 5 A 1 3 0 0 1 10 20')?.corners).toEqual(corners(4, 5, 16, 26))
    expect(read('M 50 50 A -4 1 0 0 1 10 20')?.corners).toEqual(corners(2, 12, 50, 50))
  })
})

describe('what a path costs', () => {
  it('is its commands and numbers, taken from what the page has left', () => {
    const page = budget()
    expect(takePath('M 1 2 L 3 4', page)?.numbers).toBe(6)
    expect(page.left('pathNumbers')).toBe(limits.pathNumbers - 6)
  })

  it('is nothing for one that cannot be read', () => {
    const page = budget()
    expect(takePath('M 1', page)).toBeNull()
    expect(page.left('pathNumbers')).toBe(limits.pathNumbers)
  })

  it('may be all that is left; one number more is refused and nothing is left for others', () => {
    const almost = () => {
      const page = budget()
      page.take('pathNumbers', limits.pathNumbers - 6)
      return page
    }
    const exact = almost()
    expect(takePath('M 1 2 L 3 4', exact)?.data).toBe('M1 2L3 4')
    expect(exact.left('pathNumbers')).toBe(0)
    const over = almost()
    expect(() => takePath('M 1 2 L 3 4 C', over)).toThrow(
      expect.objectContaining({ code: 'limits-exceeded' }),
    )
    expect(over.left('pathNumbers')).toBe(0)
  })
})

describe('a box', () => {
  const box = { x: 10, y: 20, width: 30, height: 40 }
  const stays = (x: number, y: number, room = 0) => staysIn([{ x, y }], [1, 0, 0, 1, 0, 0], box, room)

  it('is drawn around its four corners and closed', () => {
    expect(boxPath(box)).toBe('M10 20L40 20L40 60L10 60Z')
    expect(boxPath({ x: 0.12345678, y: 0, width: 1, height: 1 })).toBe(
      'M0.123457 0L1.123457 0L1.123457 1L0.123457 1Z',
    )
  })

  it.each([
    [10, 20, 9.9, 20],
    [10, 20, 10, 19.9],
    [40, 60, 40.1, 60],
    [40, 60, 40, 60.1],
  ])('holds the point %d %d on its edge, and not %d %d beside it', (x, y, outX, outY) => {
    expect(stays(x, y)).toBe(true)
    expect(stays(outX, outY)).toBe(false)
    expect(stays(outX, outY, 1)).toBe(true)
  })

  it('holds a path only if it holds each point, each where the matrix puts it', () => {
    const inside = { x: 5, y: 10 }
    expect(staysIn([inside, inside], [2, 0, 0, 2, 0, 0], box, 0)).toBe(true)
    expect(staysIn([inside], [1, 0, 0, 1, 0, 0], box, 0)).toBe(false)
    expect(staysIn([inside, { x: 50, y: 10 }], [2, 0, 0, 2, 0, 0], box, 0)).toBe(false)
  })
})
