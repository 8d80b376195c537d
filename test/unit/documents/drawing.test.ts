import { describe, expect, it } from 'vitest'
import { imageResource, images, path, pngOf, square, text } from '../../forgeries/page-maker.ts'
import { drawnPage, itemsOf, itemsOfKind, leftOutOf } from './opened-ofd.ts'

const onlyPath = (attributes: string, inner = square) => {
  const [item] = itemsOfKind(drawnPage({ layer: path(attributes, inner) }), 'path')
  if (item === undefined) throw new Error('no path')
  return item
}
const data = (abbreviated: string) =>
  onlyPath('', `<ofd:AbbreviatedData>${abbreviated}</ofd:AbbreviatedData>`).data
const fillOf = (colour: string, resources = '', common = '') => {
  const layer = path('Fill="true" Stroke="false"', `${square}<ofd:FillColor ${colour}`)
  return itemsOfKind(drawnPage({ layer, resources, common }), 'path')[0]?.fill
}

describe('paths', () => {
  it('all seven commands become those of SVG', () => {
    expect(data('S 1 2 L 3 4 Q 1 1 2 2 B 1 1 2 2 3 3 A 5 5 30 1 0 6 6 C')).toBe(
      'M1 2L3 4Q1 1 2 2C1 1 2 2 3 3A5 5 30 1 0 6 6Z',
    )
  })

  it('numbers without a command repeat the last one', () => {
    expect(data('M 0 0 L 1 1 2 2')).toBe('M0 0L1 1L2 2')
  })

  it.each(['M 0', 'M 0 0 X 1 1', '1 1', 'M 0 0 L a b', 'A 1 1 0 2 0 3 3', 'M 1e9 0', ''])(
    'one that cannot be read is left out and told: %j',
    (abbreviated) => {
      const page = drawnPage({ layer: path('', `<ofd:AbbreviatedData>${abbreviated}</ofd:AbbreviatedData>`) })
      expect(itemsOfKind(page, 'path').filter((item) => item.data !== '')).toEqual([])
      if (abbreviated !== '') expect(leftOutOf(page)).toEqual({ unreadable: 1 })
    },
  )

  it('lines have the width, ends, corners and dashes of the object, and black is usual', () => {
    expect(
      onlyPath('LineWidth="2" Cap="Round" Join="Bevel" DashPattern="3 1" DashOffset="1" Rule="Even-Odd"'),
    ).toMatchObject({
      fill: null,
      rule: 'evenodd',
      stroke: {
        ...{ width: 2, cap: 'round', join: 'bevel', dash: [3, 1], dashOffset: 1 },
        paint: { kind: 'colour', colour: '#000000', alpha: 1 },
      },
    })
  })

  it('a filled path without a colour shows nothing, as the standard says', () => {
    expect(itemsOf(drawnPage({ layer: path('Fill="true" Stroke="false"') }))).toEqual([])
  })

  it('the boundary moves, the matrix comes before it', () => {
    const layer = '<ofd:PathObject Boundary="20 30 40 40" CTM="2 0 0 2 1 1">'
    const page = drawnPage({ layer: `${layer}${square}</ofd:PathObject>` })
    expect(itemsOfKind(page, 'path')[0]?.matrix).toEqual([2, 0, 0, 2, 21, 31])
  })

  it('what leads out of its boundary is cut there', () => {
    const layer = `<ofd:PathObject Boundary="20 30 5 5">${square}</ofd:PathObject>`
    const [group] = itemsOfKind(drawnPage({ layer }), 'group')
    expect(group?.clips[0]?.[0]?.data).toMatch(/^M19\.547 29\.547L25\.453/)
    expect(itemsOfKind(drawnPage({ layer: path() }), 'group')).toEqual([])
  })

  it('drawing parameters build on each other, and the object has the last word', () => {
    const resources =
      '<ofd:DrawParams><ofd:DrawParam ID="5" LineWidth="3"><ofd:StrokeColor Value="1 2 3"/></ofd:DrawParam><ofd:DrawParam ID="6" Relative="5" Cap="Square"/></ofd:DrawParams>'
    const content = `<ofd:Layer DrawParam="6">${path()}${path('LineWidth="1"')}</ofd:Layer>`
    const [one, other] = itemsOfKind(drawnPage({ resources, content }), 'path')
    expect(one?.stroke).toMatchObject({ width: 3, cap: 'square', paint: { colour: '#010203' } })
    expect(other?.stroke).toMatchObject({ width: 1, cap: 'square' })
  })

  it('clips of one list cut one after the other, and stand still if they are told to', () => {
    const area =
      '<ofd:Area><ofd:Path Boundary="1 2 5 5"><ofd:AbbreviatedData>M 0 0 L 5 5</ofd:AbbreviatedData></ofd:Path></ofd:Area>'
    const clips = (flag: string) =>
      `<ofd:Clips ${flag}><ofd:Clip>${area}${area}</ofd:Clip><ofd:Clip>${area}</ofd:Clip></ofd:Clips>`
    const moving = onlyPath('CTM="0.5 0 0 0.5 0 0"', square + clips(''))
    expect(moving.clips.map((clip) => clip.length)).toEqual([2, 1])
    expect(moving.clips[0]?.[0]?.matrix).toEqual([1, 0, 0, 1, 1, 2])
    const layer = `<ofd:PathObject Boundary="20 30 10 10" CTM="0.5 0 0 0.5 0 0">${square}${clips('TransFlag="false"')}</ofd:PathObject>`
    const still = drawnPage({ layer })
    expect(itemsOfKind(still, 'path')[0]?.clips).toEqual([])
    const [group] = itemsOfKind(still, 'group')
    expect(group?.clips).toHaveLength(2)
    expect(group?.clips[0]?.[0]?.matrix).toEqual([1, 0, 0, 1, 21, 32])
  })
})

describe('colours', () => {
  const spaces =
    '<ofd:ColorSpaces><ofd:ColorSpace ID="11" Type="CMYK"/><ofd:ColorSpace ID="12" Type="GRAY" BitsPerComponent="4"/><ofd:ColorSpace ID="13" Type="RGB"><ofd:Palette><ofd:CV>1 2 3</ofd:CV><ofd:CV>4 5 6</ofd:CV></ofd:Palette></ofd:ColorSpace></ofd:ColorSpaces>'

  it.each([
    ['Value="255 128 0"/>', '#ff8000', 1],
    ['Value="#ff #80 #00"/>', '#ff8000', 1],
    ['Value="255 0 0" Alpha="51"/>', '#ff0000', 0.2],
    ['Value="128"/>', '#808080', 1],
    ['Value="0 255 255 0" ColorSpace="11"/>', '#ff0000', 1],
    ['Value="15" ColorSpace="12"/>', '#ffffff', 1],
    ['Index="1" ColorSpace="13"/>', '#040506', 1],
    ['Value="900 -5 0"/>', '#ff0000', 1],
    ['Value="red"/>', '#000000', 1],
  ])('%s is %s', (colour, wanted, alpha) => {
    expect(fillOf(colour, spaces)).toEqual({ kind: 'colour', colour: wanted, alpha })
  })

  it('the colour space of the document counts where a colour names none', () => {
    const common = '<ofd:DefaultCS>11</ofd:DefaultCS>'
    expect(fillOf('Value="0 0 0 255"/>', spaces, common)).toMatchObject({ colour: '#000000' })
    expect(fillOf('Value="0 0 0 0"/>', spaces, common)).toMatchObject({ colour: '#ffffff' })
  })

  it('shadings have their points and colours', () => {
    const segments =
      '<ofd:Segment Position="0"><ofd:Color Value="255 0 0"/></ofd:Segment><ofd:Segment Position="1"><ofd:Color Value="0 0 255"/></ofd:Segment>'
    expect(
      fillOf(
        `><ofd:AxialShd StartPoint="0 0" EndPoint="10 0" MapType="Reflect" MapUnit="5">${segments}</ofd:AxialShd></ofd:FillColor>`,
      ),
    ).toEqual({
      ...{ kind: 'axial', from: { x: 0, y: 0 }, to: { x: 5, y: 0 }, spread: 'reflect', alpha: 1 },
      stops: [
        { at: 0, colour: '#ff0000', alpha: 1 },
        { at: 1, colour: '#0000ff', alpha: 1 },
      ],
    })
    expect(
      fillOf(
        `><ofd:RadialShd StartPoint="5 5" EndPoint="5 5" EndRadius="5">${segments}</ofd:RadialShd></ofd:FillColor>`,
      ),
    ).toMatchObject({ kind: 'radial', fromRadius: 0, toRadius: 5 })
  })

  it('patterns and other shadings are grey, and told', () => {
    for (const [inner, kind] of [
      ['<ofd:Pattern Width="1" Height="1"/>', 'pattern'],
      ['<ofd:GouraudShd/>', 'shading'],
    ] as const) {
      const page = drawnPage({
        layer: path('Fill="true"', `${square}<ofd:FillColor>${inner}</ofd:FillColor>`),
      })
      expect(itemsOfKind(page, 'path')[0]?.fill).toMatchObject({ colour: '#808080' })
      expect(leftOutOf(page)).toEqual({ [kind]: 1 })
    }
  })
})

describe('text', () => {
  const runs = (attributes: string, inner: string) =>
    itemsOfKind(drawnPage({ layer: text(attributes, inner) }), 'text')[0]?.runs

  it('each letter stands where the deltas put it, and the rest follows the last one', () => {
    expect(runs('', '<ofd:TextCode X="1" Y="5" DeltaX="g 2 4 3">甲乙丙丁戊</ofd:TextCode>')).toEqual([
      { text: '甲', byGlyph: null, x: 1, y: 5 },
      { text: '乙', byGlyph: null, x: 5, y: 5 },
      { text: '丙', byGlyph: null, x: 9, y: 5 },
      { text: '丁戊', byGlyph: null, x: 12, y: 5 },
    ])
  })

  it('without deltas the letters follow each other, and a letter of two halves is one', () => {
    expect(runs('', '<ofd:TextCode X="1" Y="5">金额 100</ofd:TextCode>')).toMatchObject([
      { text: '金额 100', x: 1 },
    ])
    expect(runs('', '<ofd:TextCode X="0" Y="5" DeltaX="5">𠮷野</ofd:TextCode>')).toMatchObject([
      { text: '𠮷', x: 0 },
      { text: '野', x: 5 },
    ])
  })

  it('DeltaY goes down, and a second code without a place keeps the last one', () => {
    expect(
      runs(
        '',
        '<ofd:TextCode X="1" Y="2" DeltaY="3">甲乙</ofd:TextCode><ofd:TextCode Y="9">丙</ofd:TextCode>',
      ),
    ).toMatchObject([
      { text: '甲', x: 1, y: 2 },
      { text: '乙', x: 1, y: 5 },
      { text: '丙', x: 1, y: 9 },
    ])
  })

  it('breaks and control letters of the XML are not letters', () => {
    expect(runs('', '<ofd:TextCode X="0" Y="5" DeltaX="5">\n甲&#x7;\t乙</ofd:TextCode>')).toMatchObject([
      { text: '甲', x: 0 },
      { text: '乙', x: 5 },
    ])
  })

  it('weight, slant, stretch and direction are those of the object', () => {
    const layer = text(
      'Weight="700" Italic="true" HScale="0.5" CharDirection="90" ReadDirection="90"',
      '<ofd:TextCode X="0" Y="0">甲乙</ofd:TextCode>',
    )
    const [item] = itemsOfKind(drawnPage({ layer }), 'text')
    expect(item).toMatchObject({ weight: 700, italic: true, stretch: 0.5, turn: 90 })
    expect(item?.runs.map(({ y }) => y)).toEqual([0, 5])
  })

  it.each([
    ['-90', 270],
    ['180', 180],
    ['45', 0],
  ])('letters that should be turned by %s are turned by %i degrees', (direction, turn) => {
    const layer = text(`CharDirection="${direction}"`, '<ofd:TextCode X="0" Y="0">甲</ofd:TextCode>')
    expect(itemsOfKind(drawnPage({ layer }), 'text')[0]?.turn).toBe(turn)
  })

  it('a font is told by its names, as letters and figures alone', () => {
    const resources =
      '<ofd:Fonts><ofd:Font ID="3" FontName="仿宋_GB2312&quot;;x" FamilyName="url(evil)" Bold="true"/></ofd:Fonts>'
    const page = drawnPage({ resources, layer: text('', '<ofd:TextCode X="0" Y="5">甲</ofd:TextCode>') })
    expect(page.fonts).toMatchObject([{ names: ['仿宋_GB2312x', 'urlevil'], style: 'fang', byGlyph: null }])
    expect(itemsOfKind(page, 'text')[0]).toMatchObject({ weight: 700, font: page.fonts[0]?.key })
  })

  it('a page is read line by line, each from left to right', () => {
    const at = (x: number, y: number, said: string) =>
      `<ofd:TextObject Boundary="${x} ${y} 50 5" Font="3" Size="4"><ofd:TextCode X="0" Y="4">${said}</ofd:TextCode></ofd:TextObject>`
    const layer = at(60, 10, '右') + at(5, 50, '下') + at(5, 10.5, '左') + at(9, 10.5, '边')
    expect(drawnPage({ layer }).text).toEqual(['左边 右', '下'])
  })
})

describe('pictures', () => {
  const image = (id: number, more = '') =>
    `<ofd:ImageObject Boundary="10 20 30 40" CTM="30 0 0 40 0 0" ResourceID="${id}" ${more}/>`
  const withFile = (name: string, bytes: Uint8Array, layer = image(7)) =>
    drawnPage({ layer, resources: images(imageResource(7, name)), files: { [`Doc_0/Res/${name}`]: bytes } })

  it('a picture lies on its unit square, once for all places', () => {
    const page = withFile('a.png', pngOf(4, 4), image(7) + image(7, 'Alpha="51"'))
    expect(itemsOfKind(page, 'picture').map(({ matrix, alpha }) => [matrix, alpha])).toEqual([
      [[30, 0, 0, 40, 10, 20], 1],
      [[30, 0, 0, 40, 10, 20], 0.2],
    ])
    expect(page.pictures.map(({ media }) => media)).toEqual(['image/png'])
  })

  it('without a matrix it is as large as its boundary', () => {
    const page = withFile('a.png', pngOf(4, 4), '<ofd:ImageObject Boundary="10 20 30 40" ResourceID="7"/>')
    expect(itemsOfKind(page, 'picture')[0]?.matrix).toEqual([30, 0, 0, 40, 10, 20])
  })

  it.each([
    ['a.tif', Buffer.from('49492a0008000000', 'hex'), 'picture-format'],
    ['a.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'picture-format'],
    ['bomb.png', pngOf(60_000, 60_000), 'picture-too-large'],
    ['none.png', pngOf(0, 10), 'picture-format'],
  ] as const)('%s is a grey box, and told', (name, bytes, kind) => {
    const page = withFile(name, bytes)
    expect(itemsOfKind(page, 'missing').map(({ matrix }) => matrix)).toEqual([[30, 0, 0, 40, 10, 20]])
    expect([page.pictures, leftOutOf(page)]).toEqual([[], { [kind]: 1 }])
  })

  it('one that the resources do not have is told', () => {
    expect(leftOutOf(drawnPage({ layer: image(99) }))).toEqual({ 'picture-missing': 1 })
  })
})

describe('what pages are made of', () => {
  const layerOf = (type: string, colour: string) =>
    `<ofd:Layer Type="${type}">${path('', `${square}<ofd:StrokeColor Value="${colour}"/>`)}</ofd:Layer>`
  const colours = (page: ReturnType<typeof drawnPage>) =>
    itemsOfKind(page, 'path').map(({ stroke }) => stroke?.paint.kind === 'colour' && stroke.paint.colour)

  it('layers and templates lie in the order of the standard', () => {
    const template = (value: string) =>
      `<Page><Content>${layerOf('Body', value).replaceAll('ofd:', '')}</Content></Page>`
    const page = drawnPage({
      content: layerOf('Foreground', '3 3 3') + layerOf('Body', '2 2 2') + layerOf('Background', '1 1 1'),
      common:
        '<ofd:TemplatePage ID="20" BaseLoc="T0.xml"/><ofd:TemplatePage ID="21" BaseLoc="T1.xml" ZOrder="Foreground"/>',
      head: '<ofd:Template TemplateID="21"/><ofd:Template TemplateID="20" ZOrder="Background"/>',
      files: { 'Doc_0/T0.xml': template('0 0 0'), 'Doc_0/T1.xml': template('4 4 4') },
    })
    expect(colours(page)).toEqual(['#000000', '#010101', '#020202', '#030303', '#040404'])
    expect(page.sheets.map(({ origin }) => origin)).toEqual(['template', 'page', 'template'])
  })

  it('an area of its own makes the page larger, and its corner is the origin', () => {
    const head = '<ofd:Area><ofd:PhysicalBox>10 20 300 200</ofd:PhysicalBox></ofd:Area>'
    const page = drawnPage({ head, layer: path() })
    expect([page.width, page.height]).toEqual([300, 200])
    expect(itemsOfKind(page, 'group')[0]?.matrix).toEqual([1, 0, 0, 1, -10, -20])
  })

  it.each([
    ['0 20', [1, 0, 0, 1, 0, -20]],
    ['10 0', [1, 0, 0, 1, -10, 0]],
  ])('a corner at %s moves the page one way only', (corner, matrix) => {
    const head = `<ofd:Area><ofd:PhysicalBox>${corner} 300 200</ofd:PhysicalBox></ofd:Area>`
    expect(itemsOfKind(drawnPage({ head, layer: path() }), 'group')[0]?.matrix).toEqual(matrix)
  })

  it('composite objects draw what they hold', () => {
    const resources = `<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="30"><ofd:Content>${path()}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>`
    const layer = '<ofd:CompositeObject Boundary="5 5 20 20" ResourceID="30"/>'
    expect(itemsOfKind(drawnPage({ resources, layer }), 'path')).toHaveLength(1)
  })

  it('annotations lie above the page; hidden ones are not shown', () => {
    const annotation = (visible: string) =>
      `<ofd:Annot ID="1" Type="Stamp" ${visible}><ofd:Appearance Boundary="5 6 20 20">${path()}</ofd:Appearance></ofd:Annot>`
    const page = drawnPage({
      layer: path(),
      more: '<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>',
      files: {
        'Doc_0/Annots/Annotations.xml':
          '<Annotations><Page PageID="1"><FileLoc>Page_0.xml</FileLoc></Page><Page PageID="2"><FileLoc>Page_0.xml</FileLoc></Page></Annotations>',
        'Doc_0/Annots/Page_0.xml': `<ofd:PageAnnot xmlns:ofd="a">${annotation('')}${annotation('Visible="false"')}</ofd:PageAnnot>`,
      },
    })
    expect(page.sheets.map(({ origin, items }) => [origin, items.length])).toEqual([
      ['page', 1],
      ['annotation', 1],
    ])
    expect(itemsOfKind(page, 'group')[0]?.matrix).toEqual([1, 0, 0, 1, 5, 6])
  })

  it('what is hidden is not shown, and what nobody knows is told', () => {
    const page = drawnPage({ layer: `${path('Visible="false"')}<ofd:VideoObject/><ofd:Magic/>` })
    expect([itemsOf(page), leftOutOf(page)]).toEqual([[], { video: 1, 'unknown-object': 1 }])
  })

  it('an object with two of what it may have once is left out; the others stay', () => {
    const page = drawnPage({ layer: path('', square + square) + path() })
    expect([itemsOfKind(page, 'path').length, leftOutOf(page)]).toEqual([1, { unreadable: 1 }])
  })
})
