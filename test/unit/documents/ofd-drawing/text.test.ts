import { describe, expect, it } from 'vitest'
import { textItem, widthOf } from '../../../../src/documents/ofd-drawing/text.ts'
import type { Box, Matrix, TextItem } from '../../../../src/shared/documents/drawing.ts'
import { element, surroundings } from './around.ts'

const here: Matrix = [1, 0, 0, 1, 0, 0]
const draw = (xml: string, boundary: Box | null = null, around = surroundings(), matrix = here) =>
  textItem(element(xml), boundary, matrix, around)
const object = (attributes: string, inner: string) =>
  `<TextObject Size="10" ${attributes}>${inner}</TextObject>`
const item = (attributes: string, inner = '<TextCode>甲</TextCode>', around = surroundings()): TextItem => {
  const found = draw(object(attributes, inner), null, around)
  if (found?.kind !== 'text') throw new Error('no text')
  return found
}
const runs = (code: string, attributes = '') =>
  item(attributes, code).runs.map(({ text, x, y }) => [text, x, y])
const damaged = expect.objectContaining({ code: 'damaged' })

describe('a text', () => {
  it('has what is usual where nothing is said', () => {
    expect(item('')).toEqual({
      ...{ kind: 'text', matrix: here, clips: [], font: null, size: 10, weight: 400, italic: false },
      ...{ stretch: 1, turn: 0, stroke: null, runs: [{ text: '甲', byGlyph: null, x: 0, y: 0 }] },
      fill: { kind: 'colour', colour: '#000000', alpha: 1 },
    })
  })

  it.each([
    ['Weight="700"', { weight: 700 }],
    ['Weight="0"', { weight: 400 }],
    ['Weight="-5"', { weight: 1 }],
    ['Weight="1001"', { weight: 1000 }],
    ['Weight="x"', { weight: 400 }],
    ['Italic="true"', { italic: true }],
    ['HScale="0.5"', { stretch: 0.5 }],
    ['HScale="100"', { stretch: 100 }],
    ['CharDirection="90"', { turn: 90 }],
    ['CharDirection="-90"', { turn: 270 }],
    ['CharDirection="360"', { turn: 0 }],
    ['CharDirection="91"', { turn: 0 }],
    ['Fill="false"', { fill: null }],
    ['Stroke="true"', { stroke: null }],
    ['Alpha="51"', { fill: { kind: 'colour', colour: '#000000', alpha: 0.2 } }],
  ])('with %s has %j', (attributes, expected) => expect(item(attributes)).toMatchObject(expected))

  it('is outlined if it has a colour for that', () => {
    const outlined = item('Stroke="true"', '<StrokeColor Value="255 0 0"/><TextCode>甲</TextCode>')
    expect(outlined.stroke).toMatchObject({ paint: { colour: '#ff0000' }, width: 0.353 })
    expect(item('', '<StrokeColor Value="255 0 0"/><TextCode>甲</TextCode>').stroke).toBeNull()
  })

  it('is as bold and slanted as its font, unless it says more', () => {
    const fonts = '<Fonts><Font ID="3" FontName="A" Bold="true" Italic="true"/></Fonts>'
    const found = item('Font="3"', undefined, surroundings(fonts))
    expect(found).toMatchObject({ weight: 700, italic: true, font: expect.any(String) })
    expect(item('Font="3" Weight="300" Italic="false"', undefined, surroundings(fonts))).toMatchObject({
      ...{ weight: 300, italic: false },
    })
  })

  it('has a size of up to 5000', () => {
    const sized = (size: string) => () => draw(`<TextObject ${size}><TextCode>甲</TextCode></TextObject>`)
    expect(sized('Size="5000"')()).toMatchObject({ size: 5000 })
    for (const size of ['', 'Size="0"', 'Size="-1"', 'Size="5001"', 'Size="x"'])
      expect(sized(size)).toThrow(damaged)
  })

  it.each(['0', '-1', '100.5', 'x'])('is refused if it is stretched by %s', (stretch) => {
    expect(() => item(`HScale="${stretch}"`)).toThrow(damaged)
  })
})

describe('the letters of a text', () => {
  it.each<[string, readonly (readonly [string, number, number])[]]>([
    ['<TextCode X="1" Y="2">甲乙</TextCode>', [['甲乙', 1, 2]]],
    ['<TextCode X="1" Y="2"></TextCode>', []],
    [
      '<TextCode X="1" Y="2" DeltaX="3">甲乙丙</TextCode>',
      [
        ['甲', 1, 2],
        ['乙丙', 4, 2],
      ],
    ],
    [
      '<TextCode DeltaX="3 4 5 6">甲乙</TextCode>',
      [
        ['甲', 0, 0],
        ['乙', 3, 0],
      ],
    ],
    [
      '<TextCode DeltaX="3" DeltaY="1 2">甲乙丙</TextCode>',
      [
        ['甲', 0, 0],
        ['乙', 3, 1],
        ['丙', 3, 3],
      ],
    ],
    [
      '<TextCode X="1.12345678" Y="2">甲</TextCode><TextCode X="5">乙</TextCode><TextCode>丙</TextCode>',
      [
        ['甲', 1.123457, 2],
        ['乙', 5, 2],
        ['丙', 5, 2],
      ],
    ],
  ])('stand where %s says', (code, expected) => expect(runs(code)).toEqual(expected))

  it.each([
    ['90', 0, 10, 15],
    ['180', 1, -10, -15],
    ['270', 0, -10, -15],
  ])(
    'without deltas follow each other in the direction %s by their widths',
    (direction, axis, second, third) => {
      const found = runs('<TextCode>甲a乙</TextCode>', `ReadDirection="${direction}"`)
      expect(found.map(([text]) => text)).toEqual(['甲', 'a', '乙'])
      const along = axis === 0 ? 2 : 1
      expect(found.map((run) => run[along])).toEqual([0, second, third])
      expect(found.map((run) => run[3 - along])).toEqual([0, 0, 0])
    },
  )

  it('are half as wide before the letters of East Asia', () => {
    expect(['a', '\u2e7f', '\u2e80', '甲', '𠮷', 'a甲', ''].map(widthOf)).toEqual([0.5, 0.5, 1, 1, 1, 1.5, 0])
  })

  it('are taken from those that a page may have', () => {
    const around = surroundings()
    around.page.budget.take('letters', 49_998)
    const two = object('', '<TextCode>甲乙</TextCode>')
    expect(draw(two, null, around)).not.toBeNull()
    expect(() => draw(two, null, around)).toThrow(expect.objectContaining({ code: 'limits-exceeded' }))
  })
})

describe('what a text says', () => {
  it('is told with its place on the page, for each code', () => {
    const around = surroundings('', { matrix: [2, 0, 0, 2, 100, 0] })
    const codes =
      '<TextCode X="1" Y="2" DeltaX="20">甲a</TextCode><TextCode></TextCode><TextCode Y="9">丙</TextCode>'
    draw(object('HScale="0.5"', codes), null, around, [1, 0, 0, 1, 5, 7])
    expect(around.page.spoken).toEqual([
      { text: '甲a', x: 112, y: 18, end: 100 + 2 * (5 + 21 + 2.5), size: 20 },
      { text: '丙', x: 112, y: 32, end: 100 + 2 * (5 + 1 + 5), size: 20 },
    ])
  })

  it('is told up to 2000 letters', () => {
    const around = surroundings()
    draw(object('', `<TextCode>${'甲'.repeat(2001)}</TextCode>`), null, around)
    expect(around.page.spoken[0]?.text).toHaveLength(2000)
  })
})

describe('the boundary of a text', () => {
  const inBox = (x: number, box: Box) => draw(object('', `<TextCode X="${x}" Y="0">甲</TextCode>`), box)
  const box: Box = { x: 0, y: 0, width: 20, height: 20 }

  it.each([
    [20, 'text'],
    [25, 'text'],
    [25.1, 'group'],
    [-5, 'text'],
    [-5.1, 'group'],
  ])('leaves half a letter of room: at %d there is a %s', (x, kind) => expect(inBox(x, box)?.kind).toBe(kind))

  it('cuts around that room', () => {
    const cut = inBox(30, box)
    expect(cut).toMatchObject({ kind: 'group', clips: [[{ data: 'M-5 -5L25 -5L25 25L-5 25Z' }]] })
  })

  it('cuts nothing without a size', () => {
    expect(inBox(30, { ...box, width: 0 })?.kind).toBe('text')
    expect(inBox(30, { ...box, height: 0 })?.kind).toBe('text')
  })

  it('is not all that cuts', () => {
    const clip = (flag: string) =>
      `<Clips TransFlag="${flag}"><Clip><Area><Path><AbbreviatedData>M 0 0</AbbreviatedData></Path></Area></Clip></Clips>`
    expect(draw(object('', `${clip('true')}<TextCode>甲</TextCode>`))).toMatchObject({
      kind: 'text',
      clips: [[{ data: 'M0 0' }]],
    })
    expect(draw(object('', `${clip('false')}<TextCode>甲</TextCode>`))).toMatchObject({
      kind: 'group',
      clips: [[{ data: 'M0 0' }]],
    })
  })
})
