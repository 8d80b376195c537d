import { describe, expect, it } from 'vitest'
import {
  rectangleOf,
  seenPages,
  type Turn,
  uprightMatrix,
} from '../../../../src/documents/pdf-signing/page-geometry.ts'
import { openPdf } from '../../../../src/documents/pdf-structure/pdf-file.ts'
import { unsignedPdf } from '../../../forgeries/pdf-maker.ts'

const page = (entries: string) => {
  const objects = {
    1: '<</Pages 2 0 R>>',
    2: '<</Kids[3 0 R]>>',
    3: `<<${entries}>>`,
    4: '[0 0 720 72]',
    5: '90',
  }
  const [seen] = seenPages(openPdf(unsignedPdf(objects)))
  if (seen === undefined) throw new Error('no page')
  return seen
}
const paper = '/MediaBox[0 0 144 72]'
const box = (left: number, bottom: number, right: number, top: number) => ({ left, bottom, right, top })
const damaged = (...details: readonly string[]) => expect.objectContaining({ code: 'damaged', details })

describe('a page as it is seen', () => {
  it('has its size in millimetres, and its place in the file', () => {
    const seen = page(paper)
    expect(seen).toMatchObject({ ref: { number: 3 }, box: box(0, 0, 144, 72), turn: 0, perMm: 72 / 25.4 })
    expect([seen.width, seen.height]).toEqual([expect.closeTo(50.8, 9), expect.closeTo(25.4, 9)])
  })

  it.each([
    ['/MediaBox[154 82 10 10]', box(10, 10, 154, 82)],
    ['/MediaBox 4 0 R', box(0, 0, 720, 72)],
    [`${paper}/CropBox[10 20 30 40]`, box(10, 20, 30, 40)],
    [`${paper}/CropBox[-5 -5 200 200]`, box(0, 0, 144, 72)],
    [`${paper}/CropBox[130 60 200 200]`, box(130, 60, 144, 72)],
    [`${paper}/CropBox 7`, box(0, 0, 144, 72)],
  ])('shows of %s %j', (entries, expected) => expect(page(entries).box).toEqual(expected))

  it.each<[string, Turn]>([
    ['', 0],
    ['/Rotate 0', 0],
    ['/Rotate 90', 90],
    ['/Rotate 5 0 R', 90],
    ['/Rotate 180', 180],
    ['/Rotate 270', 270],
    ['/Rotate -90', 270],
    ['/Rotate 450', 90],
    ['/Rotate -720', 0],
  ])('with %j is turned by %i', (entries, turn) => {
    const seen = page(paper + entries)
    const sides = [expect.closeTo(50.8, 9), expect.closeTo(25.4, 9)]
    expect([seen.turn, seen.width, seen.height]).toEqual([
      turn,
      ...(turn % 180 === 0 ? sides : sides.reverse()),
    ])
  })

  it('may have larger units', () => {
    expect(page(`${paper}/UserUnit 2`)).toMatchObject({ perMm: 36 / 25.4, width: expect.closeTo(101.6, 9) })
  })

  it.each([
    ['', 'MediaBox'],
    ['/MediaBox 7', 'MediaBox'],
    ['/MediaBox[0 0 1]', 'MediaBox'],
    ['/MediaBox[0 0 1 1 1]', 'MediaBox'],
    ['/MediaBox[0 0 1/a]', 'Page'],
    ['/MediaBox[0 0 0 9]', 'CropBox'],
    ['/MediaBox[0 0 9 0]', 'CropBox'],
    [`${paper}/CropBox[144 0 200 72]`, 'CropBox'],
    [`${paper}/CropBox[0 72 144 90]`, 'CropBox'],
    [`${paper}/Rotate 45`, 'Rotate'],
    [`${paper}/Rotate/a`, 'Page'],
    [`${paper}/UserUnit 0`, 'UserUnit'],
    [`${paper}/UserUnit -1`, 'UserUnit'],
  ])('cannot be told of %j', (entries, detail) => expect(() => page(entries)).toThrow(damaged(detail)))
})

describe('a stamp on a page', () => {
  const stamp = { page: 0, left: 1, top: 2, width: 10, height: 20, cut: 0 }

  it.each<[Turn, readonly number[]]>([
    [0, [102, 856, 122, 896]],
    [90, [104, 202, 144, 222]],
    [180, [478, 204, 498, 244]],
    [270, [456, 878, 496, 898]],
  ])('that is turned by %i lies at %j', (turn, rectangle) => {
    const seen = { ...page(paper), turn, perMm: 2 }
    expect(rectangleOf(stamp, { ...seen, box: box(100, 200, 500, 900) })).toEqual(rectangle)
  })

  it.each<[Turn, readonly number[]]>([
    [0, [1, 0]],
    [90, [0, 1]],
    [180, [-1, 0]],
    [270, [0, -1]],
  ])('is drawn upright on one that is turned by %i', (turn, [cos = 0, sin = 0]) => {
    const [a, b, c, d, e, f] = uprightMatrix[turn]
    expect([a, b, d, e, f].map((part) => (part ?? 0) + 0)).toEqual([cos, sin, cos, 0, 0])
    expect((c ?? 0) + sin).toBe(0)
  })
})
