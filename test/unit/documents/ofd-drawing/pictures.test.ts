import { describe, expect, it } from 'vitest'
import { fontOf } from '../../../../src/documents/ofd-drawing/fonts.ts'
import { keyOf, pictureOf, takePicture } from '../../../../src/documents/ofd-drawing/pictures.ts'
import { readResources } from '../../../../src/documents/ofd-drawing/resources.ts'
import type { Surroundings } from '../../../../src/documents/ofd-drawing/surroundings.ts'
import { pngOf } from '../../../forgeries/page-maker.ts'
import { packageOf, surroundings } from './around.ts'

const png = pngOf(4, 4)
const leftOf = ({ page }: Pick<Surroundings, 'page'>) =>
  Object.fromEntries(page.leftOut.all().map(({ kind, count }) => [kind, count]))

describe('a picture that a page takes along', () => {
  it('is kept once by the key of its bytes', () => {
    const { page } = surroundings()
    expect(takePicture(png, page)).toEqual({ key: keyOf(png) })
    expect(takePicture(Buffer.from(png), page)).toEqual({ key: keyOf(png) })
    expect([...page.pictures.values()]).toEqual([
      { key: keyOf(png), media: 'image/png', base64: png.toString('base64') },
    ])
    expect(page.budget.left('pictures')).toBe(199)
    expect(page.budget.left('pagePixels')).toBe(120_000_000 - 16)
    expect(page.budget.left('pageBytes')).toBe(14 * 1024 * 1024 - png.length)
  })

  it('has a key of 32 figures that other bytes do not have', () => {
    expect(keyOf(png)).toMatch(/^[0-9a-f]{32}$/)
    expect(keyOf(pngOf(4, 5))).not.toBe(keyOf(png))
  })

  it.each([
    [6250, 6400, true],
    [6250, 6401, false],
  ])('of %i times %i pixels is taken: %s', (width, height, fits) => {
    const { page } = surroundings()
    expect('key' in takePicture(pngOf(width, height), page)).toBe(fits)
  })

  it.each([
    ['pictures', 200],
    ['pagePixels', 120_000_000 - 15],
    ['pageBytes', 14 * 1024 * 1024 - png.length + 1],
  ] as const)('is too large if of the %s %i are spent', (what, amount) => {
    const { page } = surroundings()
    page.budget.take(what, amount)
    expect(takePicture(png, page)).toEqual({ leftOut: 'picture-too-large' })
    expect(page.pictures.size).toBe(0)
  })

  it('is of a kind that windows show', () => {
    expect(takePicture(Buffer.from('<svg/>'), surroundings().page)).toEqual({ leftOut: 'picture-format' })
  })
})

const media = (id: string, file: string) =>
  `<MultiMedias><MultiMedia ID="${id}"><MediaFile>${file}</MediaFile></MultiMedia></MultiMedias>`
const font = (id: string, attributes: string, file = '') =>
  `<Fonts><Font ID="${id}" ${attributes}><FontFile>${file}</FontFile></Font></Fonts>`
const around = (resources: string): Surroundings => {
  const pack = packageOf({ 'Res.xml': `<Res>${resources}</Res>`, 'a.png': png, 'x.svg': '<svg/>' })
  return surroundings('', { pack, resources: readResources(['Res.xml'], pack, null) })
}

describe('a picture of the resources', () => {
  const pictures = media('1', 'a.png') + media('2', 'a.png') + media('3', 'x.svg') + media('4', 'none')

  it('is read once, and its file is told', () => {
    const here = around(pictures)
    expect([pictureOf('1', here), pictureOf('2', here)]).toEqual([keyOf(png), keyOf(png)])
    expect(here.page.budget.left('readBytes')).toBe(48 * 1024 * 1024 - png.length)
    expect([...here.files]).toEqual(['a.png'])
    expect(leftOf(here)).toEqual({})
  })

  it('is told each time it cannot be shown', () => {
    const here = around(pictures)
    expect(['3', '3', '4', '5'].map((id) => pictureOf(id, here))).toEqual([null, null, null, null])
    expect(leftOf(here)).toEqual({ 'picture-format': 2, 'picture-missing': 2 })
    expect([...here.files]).toEqual(['x.svg'])
  })

  it('is too large if the page may unpack no more', () => {
    const here = around(pictures)
    here.page.budget.take('readBytes', 48 * 1024 * 1024 - png.length + 1)
    expect(pictureOf('1', here)).toBeNull()
    expect(leftOf(here)).toEqual({ 'picture-too-large': 1 })
  })
})

describe('a font of the resources', () => {
  const styleOf = (attributes: string) => fontOf('1', around(font('1', attributes)))?.font.style

  it.each([
    ['FontName="仿宋"', 'fang'],
    ['FontName="FangSong"', 'fang'],
    ['FontName="楷体"', 'kai'],
    ['FontName="STKaiti"', 'kai'],
    ['FontName="黑体"', 'hei'],
    ['FontName="幼圆"', 'hei'],
    ['FontName="等线"', 'hei'],
    ['FontName="SimHei"', 'hei'],
    ['FontName="YouYuan"', 'hei'],
    ['FontName="Noto Sans"', 'hei'],
    ['FontName="ARIAL"', 'hei'],
    ['FontName="Helvetica"', 'hei'],
    ['FontName="Verdana"', 'hei'],
    ['FontName="Tahoma"', 'hei'],
    ['FontName="DengXian"', 'hei'],
    ['FontName="Calibri"', 'hei'],
    ['FontName="Courier New"', 'mono'],
    ['FontName="Mono"', 'mono'],
    ['FontName="Consolas"', 'mono'],
    ['FontName="宋体"', 'song'],
    ['FontName="宋体" FixedWidth="true"', 'mono'],
    ['FontName="黑体" FixedWidth="true"', 'hei'],
    ['FontName="A" FamilyName="楷体"', 'kai'],
    ['', 'song'],
  ])('with %s looks like %s', (attributes, style) => expect(styleOf(attributes)).toBe(style))

  it('is taken along once, with a key of its own', () => {
    const here = around(font('1', 'FontName="A"') + font('2', 'FontName="A"') + font('3', 'FontName="B"'))
    const [one, two, three] = ['1', '2', '3'].map((id) => fontOf(id, here)?.font)
    expect(one).toEqual({
      ...{
        key: expect.stringMatching(/^[0-9a-f]{32}$/),
        names: ['A'],
        style: 'song',
        byLetter: null,
        byGlyph: null,
      },
    })
    expect(two).toBe(one)
    expect(three?.key).not.toBe(one?.key)
    expect([here.page.fonts.size, leftOf(here), fontOf('9', here)]).toEqual([2, {}, null])
  })

  it('without a face is told once for each file', () => {
    const here = around(font('1', 'FontName="A"', 'x.svg') + font('2', 'FontName="B"', 'x.svg'))
    expect([fontOf('1', here)?.font.byLetter, fontOf('2', here)?.font.byGlyph]).toEqual([null, null])
    expect([leftOf(here), [...here.files], here.page.budget.left('fontFiles')]).toEqual([
      ...[{ font: 1 }, ['x.svg'], 63],
    ])
  })
})
