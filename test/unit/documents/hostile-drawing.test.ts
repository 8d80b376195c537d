import { describe, expect, it } from 'vitest'
import { openDrawing } from '../../../src/documents/index.ts'
import { documentXml, ofd, plainFiles } from '../../forgeries/ofd-maker.ts'
import { imageResource, images, ofdBytes, path, pngOf, square, text } from '../../forgeries/page-maker.ts'
import { seal, sealSignature } from '../../forgeries/seal-maker.ts'
import { drawnPage, itemsOf, itemsOfKind, leftOutOf, openOfd } from './opened-ofd.ts'

// Each bound with a file that is made to break it: what fits is drawn, the rest is told, and nothing hangs.

const code = (inner: string, attributes = '') =>
  text('', `<ofd:TextCode X="0" Y="5" ${attributes}>${inner}</ofd:TextCode>`)
const letters = (page: ReturnType<typeof drawnPage>) =>
  itemsOfKind(page, 'text').reduce(
    (sum, { runs }) => sum + runs.reduce((all, run) => all + run.text.length, 0),
    0,
  )

describe('bounds of a document', () => {
  it('pages: those beyond are told', () => {
    const pages = (count: number) =>
      openOfd(ofdBytes({ files: { 'Doc_0/Document.xml': documentXml(count) } })).frame
    expect([pages(5_000).pages.length, leftOutOf(pages(5_000))]).toEqual([5_000, {}])
    expect([pages(5_002).pages.length, leftOutOf(pages(5_002))]).toEqual([5_000, { 'too-much': 2 }])
  })
})

describe('bounds of a page', () => {
  it('objects', () => {
    const page = drawnPage({ layer: path().repeat(21_000) })
    expect(itemsOf(page)).toHaveLength(20_000)
    expect(leftOutOf(page)).toEqual({ 'too-much': 1000 })
  })

  it('elements of a content file', () => {
    const page = drawnPage({ layer: '<ofd:PathObject/>'.repeat(120_000) })
    expect([itemsOf(page), leftOutOf(page)]).toEqual([[], { 'too-much': 1 }])
  })

  it('bytes of a content file', () => {
    const page = drawnPage({ layer: `<ofd:TextObject>${' '.repeat(9_000_000)}</ofd:TextObject>` })
    expect([itemsOf(page), leftOutOf(page)]).toEqual([[], { 'too-much': 1 }])
  })

  it('numbers of paths', () => {
    const long = `<ofd:AbbreviatedData>M 0 0${' L 1 1'.repeat(60_000)}</ofd:AbbreviatedData>`
    const page = drawnPage({ layer: path('', long) + path('', long) + path() })
    expect(itemsOfKind(page, 'path')).toHaveLength(1)
    expect(leftOutOf(page)).toEqual({ 'too-much': 2 })
  })

  it('letters', () => {
    const page = drawnPage({ layer: code('字'.repeat(30_000)) + code('字'.repeat(30_000)) + code('末') })
    expect([letters(page), leftOutOf(page)]).toEqual([30_001, { 'too-much': 1 }])
  })

  it('deltas that repeat without end', () => {
    const page = drawnPage({ layer: code('甲乙', 'DeltaX="g 99999 1 g 99999 1 g 99999 1"') })
    expect(itemsOfKind(page, 'text')[0]?.runs).toHaveLength(2)
    expect(leftOutOf(drawnPage({ layer: code('甲乙', 'DeltaX="g 9e9 1"') }))).toEqual({})
  })

  it('glyphs', () => {
    const glyphs = `<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="99999"><ofd:Glyphs>${'7 '.repeat(99_999)}</ofd:Glyphs></ofd:CGTransform>`
    const page = drawnPage({ layer: text('', `${glyphs}<ofd:TextCode X="0" Y="0">甲</ofd:TextCode>`) })
    expect([letters(page), leftOutOf(page)]).toEqual([0, { 'too-much': 1 }])
  })

  it('blocks within blocks', () => {
    const layer = `${'<ofd:PageBlock>'.repeat(40)}${path()}${'</ofd:PageBlock>'.repeat(40)}${path()}`
    const page = drawnPage({ layer })
    expect([itemsOfKind(page, 'path').length, leftOutOf(page)]).toEqual([1, { 'too-much': 1 }])
  })

  it('pictures that a small file declares as large', () => {
    const files = Object.fromEntries(
      [1, 2, 3, 4].map((n) => [`Doc_0/Res/${n}.png`, Buffer.concat([pngOf(6000, 6000), Buffer.of(n)])]),
    )
    const image = (id: number) => `<ofd:ImageObject Boundary="0 0 9 9" CTM="9 0 0 9 0 0" ResourceID="${id}"/>`
    const page = drawnPage({
      files: { ...files, 'Doc_0/Res/5.png': pngOf(100_000, 500) },
      resources: images(...[1, 2, 3, 4, 5].map((n) => imageResource(n, `${n}.png`))),
      layer: [1, 2, 3, 4, 5].map(image).join(''),
    })
    expect(itemsOfKind(page, 'picture')).toHaveLength(3)
    expect(leftOutOf(page)).toEqual({ 'picture-too-large': 2 })
  })

  it('bytes that a page brings along', () => {
    const big = (n: number) => Buffer.concat([pngOf(10, 10), Buffer.alloc(6_000_000, n)])
    const image = (id: number) => `<ofd:ImageObject Boundary="0 0 9 9" ResourceID="${id}"/>`
    const page = drawnPage({
      files: { 'Doc_0/Res/1.png': big(1), 'Doc_0/Res/2.png': big(2), 'Doc_0/Res/3.png': big(3) },
      resources: images(imageResource(1, '1.png'), imageResource(2, '2.png'), imageResource(3, '3.png')),
      layer: image(1) + image(2) + image(3),
    })
    expect([page.pictures.length, leftOutOf(page)]).toEqual([2, { 'picture-too-large': 1 }])
  })

  it('clips of one object', () => {
    const clip =
      '<ofd:Clip><ofd:Area><ofd:Path Boundary="0 0 1 1"><ofd:AbbreviatedData>M 0 0 L 1 1</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip>'
    const page = drawnPage({
      layer: path('', `${square}<ofd:Clips>${clip.repeat(100)}</ofd:Clips>`) + path(),
    })
    expect([itemsOfKind(page, 'path').length, leftOutOf(page)]).toEqual([1, { 'too-much': 1 }])
  })

  it('dashes that nobody sees', () => {
    const dashes = (pattern: string) =>
      itemsOfKind(drawnPage({ layer: path(`DashPattern="${pattern}"`) }), 'path')[0]?.stroke?.dash
    expect([dashes('0.00001 0.00001'), dashes('0 0'), dashes('-1 2'), dashes('1 '.repeat(99))]).toEqual([
      [],
      [],
      [],
      [],
    ])
  })

  it.each(['0 0 0 0', '0 0 1e9 1e9', '0 0 -5 -5', 'a b c d', '0 0 99999 99999'])(
    'paper of an impossible size: %s',
    (box) => {
      const head = `<ofd:Area><ofd:PhysicalBox>${box}</ofd:PhysicalBox></ofd:Area>`
      const { frame, page } = openOfd(ofdBytes({ head, layer: path() }))
      expect(frame.pages).toEqual([{ width: 100, height: 100 }])
      expect(page(0)).toMatchObject({ width: 100, height: 100 })
    },
  )
})

describe('circles', () => {
  const composite = (id: number, inner: string) =>
    `<ofd:CompositeGraphicUnit ID="${id}"><ofd:Content>${inner}</ofd:Content></ofd:CompositeGraphicUnit>`
  const units = (...list: readonly string[]) =>
    `<ofd:CompositeGraphicUnits>${list.join('')}</ofd:CompositeGraphicUnits>`
  const use = (id: number) => `<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="${id}"/>`

  it('composite objects that hold themselves', () => {
    const page = drawnPage({
      resources: units(composite(1, use(2) + path()), composite(2, use(1))),
      layer: use(1),
    })
    expect([itemsOfKind(page, 'path').length, leftOutOf(page)]).toEqual([1, { composite: 1 }])
  })

  it('composite objects that hold ten others each', () => {
    const list = Array.from({ length: 9 }, (_, i) =>
      composite(i + 1, i === 8 ? path() : use(i + 2).repeat(10)),
    )
    const page = drawnPage({ resources: units(...list), layer: use(1) })
    expect(itemsOf(page).length).toBeLessThanOrEqual(40_000)
    expect(leftOutOf(page)['too-much']).toBeGreaterThan(0)
  })

  it('a long path that a composite object repeats', () => {
    const long = path('', `<ofd:AbbreviatedData>${' '.repeat(4_000_000)}</ofd:AbbreviatedData>`)
    const page = drawnPage({ resources: units(composite(1, long)), layer: use(1).repeat(2000) })
    expect(leftOutOf(page)['too-much']).toBe(1999)
  })

  it('templates that ask for templates', () => {
    const page = drawnPage({
      common: '<ofd:TemplatePage ID="20" BaseLoc="T.xml"/>',
      head: '<ofd:Template TemplateID="20"/>',
      files: { 'Doc_0/T.xml': '<Page><Template TemplateID="20"/><Content><Layer/></Content></Page>' },
    })
    expect(leftOutOf(page)).toEqual({ template: 1 })
  })

  it('a page that is its own template, many times', () => {
    const page = drawnPage({
      common: '<ofd:TemplatePage ID="20" BaseLoc="Pages/Content.xml"/>',
      head: '<ofd:Template TemplateID="20"/>'.repeat(50),
      layer: path(),
    })
    expect(itemsOfKind(page, 'path')).toHaveLength(9)
    expect(leftOutOf(page).template).toBe(42 + 8 * 50)
  })

  it('drawing parameters that build on themselves', () => {
    const resources =
      '<ofd:DrawParams><ofd:DrawParam ID="5" Relative="6"/><ofd:DrawParam ID="6" Relative="5" LineWidth="2"/></ofd:DrawParams>'
    const [item] = itemsOfKind(drawnPage({ resources, layer: path('DrawParam="5"') }), 'path')
    expect(item?.stroke?.width).toBe(2)
  })
})

describe('files that lie', () => {
  it('a font that is none is told, and the text is there', () => {
    const resources =
      '<ofd:Fonts><ofd:Font ID="3" FontName="a"><ofd:FontFile>a.ttf</ofd:FontFile></ofd:Font></ofd:Fonts>'
    for (const bytes of [Buffer.from('no font'), Buffer.from(`00010000ffff${'00'.repeat(100)}`, 'hex')]) {
      const page = drawnPage({ resources, layer: code('甲'), files: { 'Doc_0/Res/a.ttf': bytes } })
      expect([page.text, page.fonts[0]?.byLetter, leftOutOf(page)]).toEqual([['甲'], null, { font: 1 }])
    }
  })

  it('many fonts of one large file cost that file once', () => {
    const fonts = Array.from(
      { length: 300 },
      (_, i) => `<ofd:Font ID="${i + 10}" FontName="f${i}"><ofd:FontFile>a.ttf</ofd:FontFile></ofd:Font>`,
    )
    const layer = fonts.map((_, i) => code('甲').replace('Font="3"', `Font="${i + 10}"`)).join('')
    const page = drawnPage({
      resources: `<ofd:Fonts>${fonts.join('')}</ofd:Fonts>`,
      layer,
      files: { 'Doc_0/Res/a.ttf': Buffer.alloc(3_000_000) },
    })
    expect([page.text.join('').length > 0, leftOutOf(page)]).toEqual([true, { font: 1 }])
  })

  it('a page that is not there, or is no XML, is an empty page that says so', () => {
    for (const data of ['', '<a', '<!DOCTYPE a><a/>', `${'<a>'.repeat(100)}`]) {
      const page = drawnPage({ files: { 'Doc_0/Pages/Content.xml': data } })
      expect([itemsOf(page), Object.values(leftOutOf(page))]).toEqual([[], [1]])
    }
  })

  it.each([
    '<a/>',
    '<a><CommonData/></a>',
    `<Document><CommonData/><Pages>${'<Page/>'.repeat(310_000)}</Pages></Document>`,
  ])('a document that is none is not drawn', (xml) => {
    expect(openDrawing(ofdBytes({ files: { 'Doc_0/Document.xml': xml } })).kind).toBe('none')
  })

  it('more pages than are drawn are told', () => {
    const pages = '<Page ID="1" BaseLoc="Pages/Content.xml"/>'.repeat(6000)
    const xml = `<Document><CommonData/><Pages>${pages}</Pages></Document>`
    const { frame } = openOfd(ofdBytes({ files: { 'Doc_0/Document.xml': xml } }))
    expect([frame.pages.length, leftOutOf(frame)]).toEqual([5000, { 'too-much': 1000 }])
  })

  it('numbers out of all bounds are no numbers', () => {
    const layer = [
      path('LineWidth="1e300"'),
      path('CTM="1 0 0 1 NaN 0"'),
      path('CTM="1 0 0 1 0"'),
      '<ofd:PathObject Boundary="0 0 -1 5"><ofd:AbbreviatedData>M 0 0</ofd:AbbreviatedData></ofd:PathObject>',
      text('HScale="-1"', '<ofd:TextCode>甲</ofd:TextCode>'),
      code('甲').replace('Size="5"', 'Size="0"'),
    ]
    const page = drawnPage({ layer: layer.join('') })
    expect([itemsOf(page), leftOutOf(page)]).toEqual([[], { unreadable: 6 }])
  })
})

describe('stamps', () => {
  const stamped = (stamps: string, picture?: Buffer) => {
    const own = picture === undefined ? seal() : seal({ picture: ['OFD', picture] })
    return ofd({
      files: plainFiles(1),
      signatures: [
        {
          xml: (written) => written.replace(/<ofd:StampAnnot[^>]*>/, stamps),
          sealFile: own,
          signedValue: (xml) => sealSignature(xml, { seal: own }),
        },
      ],
    })
  }
  const stamp = (attributes: string) => `<ofd:StampAnnot ID="5" ${attributes}/>`

  it('those on pages that do not exist, or without a size, are told', () => {
    const { frame } = openOfd(
      stamped(stamp('PageRef="99" Boundary="1 1 9 9"') + stamp('PageRef="100" Boundary="1 1 9 9"')),
    )
    expect([frame.stamps.length, leftOutOf(frame)]).toEqual([1, { 'seal-picture': 1 }])
  })

  it('more than a page may have are told', () => {
    const { page } = openOfd(stamped(stamp('PageRef="100" Boundary="1 1 9 9"').repeat(300)))
    expect([page(0).stamps.length, leftOutOf(page(0))['too-much']]).toEqual([200, 100])
  })

  it('more than a document may have are told', () => {
    const { frame } = openOfd(stamped(stamp('PageRef="100" Boundary="1 1 9 9"').repeat(6000)))
    expect([frame.stamps.length, leftOutOf(frame)]).toEqual([5000, { 'seal-picture': 1000 }])
  })

  it('a seal that is an OFD is drawn by the same code, as large as its stamp', () => {
    const inner = ofdBytes({ layer: path('Fill="true"', `${square}<ofd:FillColor Value="255 0 0"/>`) })
    const page = openOfd(stamped(stamp('PageRef="100" Boundary="20 30 50 40"'), inner)).page(0)
    const [item] = page.stamps[0]?.items ?? []
    expect(item).toMatchObject({ kind: 'group', matrix: [0.5, 0, 0, 0.4, 20, 30] })
    expect(leftOutOf(page)).toEqual({})
    // What a seal says is not the text of the page.
    expect(page.text).toEqual(['第 1 页：金额 100 元'])
  })

  it('a seal whose picture is a sealed document shows that without its own seals', () => {
    const once = stamped(stamp('PageRef="100" Boundary="1 1 9 9"'), ofdBytes({ layer: path() }))
    const twice = openOfd(stamped(stamp('PageRef="100" Boundary="1 1 9 9"'), once)).page(0)
    expect(twice.stamps[0]?.items[0]).toMatchObject({ kind: 'group' })
    expect(JSON.stringify(twice.stamps)).not.toContain('"path"')
  })

  it('a seal that unpacks to more than a page may read is a grey box', () => {
    const bomb = ofdBytes({
      files: { 'Doc_0/bomb': Buffer.alloc(30_000_000), 'Doc_0/bomb2': Buffer.alloc(3_000_000) },
    })
    const stamps = stamp('PageRef="100" Boundary="1 1 9 9"').repeat(4)
    const page = openOfd(stamped(stamps, bomb)).page(0)
    expect(page.stamps.map(({ items }) => items[0]?.kind)).toContain('missing')
  })

  it('one that is no package, though it begins like one, is a grey box', () => {
    const page = openOfd(stamped(stamp('PageRef="100" Boundary="1 1 9 9"'), Buffer.from('PK nothing'))).page(
      0,
    )
    expect([page.stamps[0]?.items[0]?.kind, leftOutOf(page)]).toEqual(['missing', { 'seal-picture': 1 }])
  })
})
