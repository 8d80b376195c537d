import { describe, expect, it } from 'vitest'
import { readResources } from '../../../../src/documents/ofd-drawing/resources.ts'
import { packageOf, resourcesOf } from './around.ts'

const space = (attributes: string, inner = '') =>
  resourcesOf(`<ColorSpaces><ColorSpace ID="1" ${attributes}>${inner}</ColorSpace></ColorSpaces>`).space('1')
const font = (attributes: string, inner = '') =>
  resourcesOf(`<Fonts><Font ID="1" ${attributes}>${inner}</Font></Fonts>`).font('1')

describe('a colour space', () => {
  it.each([
    ['', 'RGB', 8],
    ['Type="RGB"', 'RGB', 8],
    ['Type="gray" BitsPerComponent="1"', 'GRAY', 1],
    ['Type="Cmyk" BitsPerComponent="16"', 'CMYK', 16],
    ['Type="LAB" BitsPerComponent="0"', 'RGB', 8],
    ['BitsPerComponent="17"', 'RGB', 8],
    ['BitsPerComponent="x"', 'RGB', 8],
  ])('with %j is %s of %i bits', (attributes, type, bits) => {
    expect(space(attributes)).toEqual({ type, bits, palette: [] })
  })

  it('may have a palette', () => {
    expect(space('', '<Palette><CV> 1 2 </CV><X/><CV>3</CV></Palette>')?.palette).toEqual(['1 2', '3'])
  })
})

describe('a font', () => {
  it('has names, traits and no file unless it says so', () => {
    expect(font('')).toEqual({
      ...{ names: [], isBold: false, isItalic: false, isFixed: false, isSerif: false, file: null },
    })
    expect(
      font('FontName="A" FamilyName="B" Bold="true" Italic="true" FixedWidth="true" Serif="true"'),
    ).toEqual({
      ...{ names: ['A', 'B'], isBold: true, isItalic: true, isFixed: true, isSerif: true, file: null },
    })
    expect(font('Bold="1" Italic="TRUE" FixedWidth="false" Serif=""')).toMatchObject({
      ...{ isBold: false, isItalic: false, isFixed: false, isSerif: false },
    })
  })

  it.each([
    ['宋体 2_b.c-d', '宋体 2_b.c-d'],
    [' a;b&quot;(c) ', 'abc'],
    ['x'.repeat(81), 'x'.repeat(80)],
  ])('named %j is searched as %j', (name, found) => {
    expect(font(`FontName="${name}"`)?.names).toEqual([found])
  })

  it('is named once', () => {
    expect(font('FontName="A" FamilyName="A"')?.names).toEqual(['A'])
    expect(font('FontName=";" FamilyName="B"')?.names).toEqual(['B'])
  })
})

describe('what resources hold', () => {
  const all = resourcesOf(`
    <DrawParams><DrawParam ID="1" A="x"/><DrawParam ID="1" A="y"/><DrawParam/></DrawParams><DrawParams><DrawParam ID="2"/></DrawParams>
    <MultiMedias><MultiMedia ID="1" Type="Image"/><MultiMedia ID="2"/></MultiMedias>
    <CompositeGraphicUnits><CompositeGraphicUnit ID="1" B="z"/></CompositeGraphicUnits>`)

  it('is found by its number; the first counts', () => {
    expect(all.drawParam('1')?.attributes.get('A')).toBe('x')
    expect(all.drawParam('2')).not.toBeNull()
    expect(all.media('1')).toEqual({ type: 'Image', file: null })
    expect(all.media('2')).toEqual({ type: '', file: null })
    expect(all.composite('1')?.attributes.get('B')).toBe('z')
  })

  it('is nothing under other numbers', () => {
    expect([all.drawParam('3'), all.media('3'), all.composite('2'), all.font('1'), all.space('1')]).toEqual([
      ...[null, null, null, null, null],
    ])
    expect([all.usual, all.files, all.unread]).toEqual([null, ['Res.xml'], 0])
  })
})

describe('the files of resources', () => {
  const media = (id: string, file: string) =>
    `<MultiMedias><MultiMedia ID="${id}"><MediaFile>${file}</MediaFile></MultiMedia></MultiMedias>`
  const grey = (id: string) => `<ColorSpaces><ColorSpace ID="${id}" Type="GRAY"/></ColorSpaces>`

  it('name files beside them, in their own folder', () => {
    const pack = packageOf({
      'Doc/Res.xml': `<Res BaseLoc="In">${media('1', 'a.png')}${media('2', 'none.png')}${media('3', '')}
        <Fonts><Font ID="1"><FontFile>b.ttf</FontFile></Font></Fonts></Res>`,
      'Doc/In/a.png': 'a',
      'Doc/In/b.ttf': 'b',
    })
    const found = readResources(['Doc/Res.xml'], pack, null)
    expect(['1', '2', '3'].map((id) => found.media(id)?.file)).toEqual(['Doc/In/a.png', null, null])
    expect(found.font('1')?.file).toBe('Doc/In/b.ttf')
  })

  it('are counted if they cannot be read, and the others count', () => {
    const pack = packageOf({
      'a.xml': '<Res>',
      'b.xml': `<Res>${grey('1')}</Res>`,
      'large.xml': Buffer.alloc(8 * 1024 * 1024 + 1, ' '),
      'fits.xml': `<Res>${grey('2')}</Res>`.padEnd(8 * 1024 * 1024),
    })
    const found = readResources(['a.xml', 'none.xml', 'large.xml', 'b.xml', 'fits.xml'], pack, null)
    expect([found.unread, found.space('1')?.type, found.space('2')?.type]).toEqual([3, 'GRAY', 'GRAY'])
  })

  it('of a page come before those of the document', () => {
    const pack = packageOf({
      'doc.xml': `<Res>${grey('1')}${grey('2')}${media('9', '')}<Fonts><Font ID="9"/></Fonts><DrawParams><DrawParam ID="9"/></DrawParams>
        <CompositeGraphicUnits><CompositeGraphicUnit ID="9"/></CompositeGraphicUnits></Res>`,
      'page.xml': '<Res><ColorSpaces><ColorSpace ID="1" Type="CMYK"/></ColorSpaces></Res>',
    })
    const document = readResources(['doc.xml'], pack, '2')
    const page = readResources(['page.xml'], pack, null, document)
    expect([page.space('1')?.type, page.space('2')?.type, page.usual?.type]).toEqual(['CMYK', 'GRAY', 'GRAY'])
    for (const found of [page.media('9'), page.font('9'), page.drawParam('9'), page.composite('9')])
      expect(found).not.toBeNull()
    expect([page.files, page.unread]).toEqual([['doc.xml', 'page.xml'], 0])
    expect(readResources(['page.xml'], pack, '1', document).usual?.type).toBe('CMYK')
    expect(readResources([], pack, '7', document).usual).toBeNull()
  })
})
