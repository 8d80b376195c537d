import { describe, expect, it } from 'vitest'
import { letterOfGlyph } from '../../../../src/documents/embedded-font/embedded-font.ts'
import { deltasIn } from '../../../../src/documents/ofd-drawing/deltas.ts'
import { unitsOf } from '../../../../src/documents/ofd-drawing/glyphs.ts'
import { element } from './around.ts'

const units = (code: string, ...transforms: readonly string[]) =>
  unitsOf(
    element(`<TextCode>${code}</TextCode>`),
    transforms.map((one) => element(one)),
  ).map(({ text, glyph }) => (glyph === null ? text : [text, glyph]))
const glyphs = (attributes: string, list: string) =>
  `<CGTransform ${attributes}><Glyphs>${list}</Glyphs></CGTransform>`
const g = letterOfGlyph

describe('the letters of a code', () => {
  it('take a place each, without breaks and controls', () => {
    expect(units('甲𠮷a')).toEqual(['甲', '𠮷', 'a'])
    expect(units('\n\t甲 \u007f\u0085\u009f\u00a0乙')).toEqual(['甲', ' ', '\u00a0', '乙'])
    expect(units('')).toEqual([])
  })

  it('are shown by glyphs, one by one, where they are named', () => {
    expect(units('甲乙丙丁', glyphs('CodePosition="1" CodeCount="2" GlyphCount="2"', '7 8'))).toEqual([
      ...['甲', ['乙', g(7)], ['丙', g(8)], '丁'],
    ])
  })

  it('may share glyphs, which show them once', () => {
    expect(units('甲乙丙', glyphs('CodePosition="0" CodeCount="2" GlyphCount="1"', '7'))).toEqual([
      ...[['甲乙', g(7)], '丙'],
    ])
    expect(units('甲乙', glyphs('CodePosition="0" CodeCount="1" GlyphCount="2"', ' 7  8 '))).toEqual([
      ...[['甲', g(7)], ['', g(8)], '乙'],
    ])
  })

  it('are counted from the first, one to one, where nothing is said', () => {
    expect(units('甲乙', glyphs('', '7 8'))).toEqual([['甲', g(7)], '乙'])
    expect(units('甲乙', glyphs('CodePosition="-1" CodeCount="0" GlyphCount="0.5"', '7 8'))).toEqual([
      ...[['甲', g(7)], '乙'],
    ])
    expect(units('甲', glyphs('', 'x'))).toEqual([['甲', g(0)]])
  })

  it('are shown by glyphs in the order of their places; a place that is taken stays so', () => {
    const [first, second] = [glyphs('CodePosition="0" CodeCount="2"', '7'), glyphs('CodePosition="1"', '8')]
    expect(units('甲乙', second, first)).toEqual([['甲乙', g(7)]])
    expect(units('甲乙', glyphs('CodePosition="1"', '8'), glyphs('', '7'))).toEqual([
      ...[
        ['甲', g(7)],
        ['乙', g(8)],
      ],
    ])
  })

  it('stay as they are without glyphs, and glyphs behind the last letter stand alone', () => {
    expect(units('甲', '<CGTransform/>', glyphs('', ' '))).toEqual(['甲'])
    expect(units('甲', glyphs('CodePosition="9"', '7'))).toEqual(['甲', ['', g(7)]])
  })
})

describe('the ways from letter to letter', () => {
  it.each<[string | undefined, readonly number[] | null]>([
    ['1 2.5,-3', [1, 2.5, -3]],
    ['g 3 2', [2, 2, 2]],
    ['1 G 2 5 7', [1, 5, 5, 7]],
    ['g 0 5 1', [1]],
    ['g 99 1 5', [1, 1, 1, 1, 1]],
    ['1 2 3 4 5 6', [1, 2, 3, 4, 5]],
    ['1 2 3 4 5 x', [1, 2, 3, 4, 5]],
    ['1 x', null],
    ['g 2', null],
    ['g x 1', null],
    ['g 1.5 1', null],
    ['g -1 1', null],
    ['', null],
    [' ', null],
    [undefined, null],
  ])('in %j are %j', (text, expected) => expect(deltasIn(text, 5)).toEqual(expected))
})
