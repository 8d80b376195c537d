import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Font, openSync } from 'fontkit'
import { imageResource, images, ofdBytes, type PagePlan } from './page-maker.ts'

// A page as an invoice has it, with everything that pages are made of.

const root = join(import.meta.dirname, '../..')
const fontFile = join(
  root,
  'node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
)

type Embedded = {
  readonly bytes: Buffer
  /** The numbers of these letters in the font. */
  readonly glyphs: (letters: string) => string
}

/** Some letters of a font, as documents embed them: without names, and without a map from letters. */
export const embeddedFont = (letters: string): Embedded => {
  const font = openSync(fontFile) as Font
  const subset = font.createSubset()
  const numbers = new Map(
    [...letters].map((letter) => [
      letter,
      subset.includeGlyph(font.glyphForCodePoint(letter.codePointAt(0) ?? 0)),
    ]),
  )
  return {
    bytes: Buffer.from(subset.encode()),
    glyphs: (wanted) => [...wanted].map((letter) => numbers.get(letter) ?? 0).join(' '),
  }
}

/** A BMP of 2 by 2 pixels: red, green, blue and white. */
const bmp = (): Buffer => {
  const pixels = Buffer.from('0000ff00ff00' + '0000' + 'ff0000ffffff' + '0000', 'hex')
  const head = Buffer.alloc(54)
  head.write('BM')
  for (const [at, value] of [
    [2, 70],
    [10, 54],
    [14, 40],
    [18, 2],
    [22, 2],
  ] as const)
    head.writeUInt32LE(value, at)
  head.writeUInt16LE(1, 26)
  head.writeUInt16LE(24, 28)
  return Buffer.concat([head, pixels])
}

const line = (x: number, y: number, width: number, height: number): string =>
  `<ofd:PathObject Boundary="${x} ${y} ${width} ${height}" DrawParam="40"><ofd:AbbreviatedData>M 0 0 L ${width} ${height}</ofd:AbbreviatedData></ofd:PathObject>`

const words = (x: number, y: number, size: number, said: string, more = '', inner = ''): string =>
  `<ofd:TextObject Boundary="${x} ${y} ${said.length * size + 2} ${size * 1.3}" Font="3" Size="${size}" ${more}>${inner}<ofd:TextCode X="0" Y="${size}" DeltaX="g ${Math.max(1, said.length - 1)} ${size}">${said}</ofd:TextCode></ofd:TextObject>`

const segments =
  '<ofd:Segment Position="0"><ofd:Color Value="31 98 128"/></ofd:Segment><ofd:Segment Position="1"><ofd:Color Value="255 255 255"/></ofd:Segment>'

const layer = (glyphs: string): string =>
  [
    words(60, 10, 7, '电子发票样例', '', '<ofd:FillColor Value="128 0 0"/>'),
    words(10, 30, 4, '购买方：示例有限公司'),
    words(10, 38, 4, '金额（大写）：壹佰圆整', 'Weight="700"'),
    words(110, 30, 4, '斜体文字', 'Italic="true"'),
    words(110, 38, 4, '窄字', 'HScale="0.5"'),
    words(150, 38, 4, '半透明', 'Alpha="100"'),
    `<ofd:TextObject Boundary="10 46 80 8" Font="4" Size="6"><ofd:FillColor Value="0 0 160"/><ofd:CGTransform CodePosition="0" CodeCount="4" GlyphCount="4"><ofd:Glyphs>${glyphs}</ofd:Glyphs></ofd:CGTransform><ofd:TextCode X="0" Y="6" DeltaX="6 6 6">内嵌字体</ofd:TextCode></ofd:TextObject>`,
    line(10, 60, 180, 0),
    line(10, 60, 0, 50),
    line(190, 60, 0, 50),
    '<ofd:PathObject Boundary="10 110 180 0" LineWidth="1" DashPattern="4 2"><ofd:AbbreviatedData>M 0 0 L 180 0</ofd:AbbreviatedData></ofd:PathObject>',
    `<ofd:PathObject Boundary="15 65 50 20" Fill="true"><ofd:FillColor><ofd:AxialShd StartPoint="0 0" EndPoint="50 0">${segments}</ofd:AxialShd></ofd:FillColor><ofd:AbbreviatedData>M 0 0 L 50 0 L 50 20 L 0 20 C</ofd:AbbreviatedData></ofd:PathObject>`,
    `<ofd:PathObject Boundary="70 65 20 20" Fill="true" Stroke="false"><ofd:FillColor><ofd:RadialShd StartPoint="10 10" EndPoint="10 10" EndRadius="10">${segments}</ofd:RadialShd></ofd:FillColor><ofd:AbbreviatedData>M 20 10 A 10 10 0 1 1 0 10 A 10 10 0 1 1 20 10 C</ofd:AbbreviatedData></ofd:PathObject>`,
    '<ofd:PathObject Boundary="95 65 20 20" Fill="true" Rule="Even-Odd"><ofd:FillColor Value="0 255 255 0" ColorSpace="50"/><ofd:AbbreviatedData>M 10 0 L 16 20 L 0 7 L 20 7 L 4 20 C</ofd:AbbreviatedData></ofd:PathObject>',
    '<ofd:PathObject Boundary="120 65 20 20" LineWidth="2" Join="Round" Cap="Round"><ofd:StrokeColor Value="47 125 91"/><ofd:AbbreviatedData>M 1 19 Q 10 -15 19 19 B 15 5 5 5 1 19</ofd:AbbreviatedData></ofd:PathObject>',
    '<ofd:ImageObject Boundary="145 65 20 20" CTM="20 0 0 20 0 0" ResourceID="7"><ofd:Clips TransFlag="false"><ofd:Clip><ofd:Area><ofd:Path Boundary="0 0 20 20"><ofd:AbbreviatedData>M 10 0 L 20 20 L 0 20 C</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip></ofd:Clips></ofd:ImageObject>',
    '<ofd:ImageObject Boundary="170 65 15 15" CTM="15 0 0 15 0 0" ResourceID="8"/>',
    '<ofd:ImageObject Boundary="170 85 15 15" CTM="15 0 0 15 0 0" ResourceID="9"/>',
    '<ofd:CompositeObject Boundary="15 90 20 15" CTM="0.5 0 0 0.5 0 0" ResourceID="30"/>',
    '<ofd:PageBlock><ofd:PathObject Boundary="40 90 30 10" CTM="0.9 0.3 -0.3 0.9 3 0" Fill="true"><ofd:FillColor Value="168 106 0" Alpha="120"/><ofd:AbbreviatedData>M 0 0 L 20 0 L 20 5 L 0 5 C</ofd:AbbreviatedData></ofd:PathObject></ofd:PageBlock>',
  ].join('')

const space = 'xmlns:ofd="http://www.ofdspec.org/2016"'

export const richPage = (): PagePlan => {
  const font = embeddedFont('内嵌字体')
  const seal = readFileSync(join(root, 'test/ui/scenes/seal-company.png'))
  return {
    layer: layer(font.glyphs('内嵌字体')),
    head: '<ofd:Template TemplateID="20"/><ofd:Area><ofd:PhysicalBox>0 0 200 140</ofd:PhysicalBox></ofd:Area>',
    common: '<ofd:TemplatePage ID="20" BaseLoc="T.xml"/>',
    more: '<ofd:Annotations>Annotations.xml</ofd:Annotations>',
    resources: [
      images(imageResource(7, 'seal.png'), imageResource(8, 'a.bmp'), imageResource(9, 'a.tif')),
      '<ofd:Fonts><ofd:Font ID="3" FontName="宋体"/><ofd:Font ID="4" FontName="内嵌"><ofd:FontFile>a.ttf</ofd:FontFile></ofd:Font></ofd:Fonts>',
      '<ofd:DrawParams><ofd:DrawParam ID="40" LineWidth="0.5"><ofd:StrokeColor Value="128 0 0"/></ofd:DrawParam></ofd:DrawParams>',
      '<ofd:ColorSpaces><ofd:ColorSpace ID="50" Type="CMYK"/></ofd:ColorSpaces>',
      '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="30" Width="40" Height="30"><ofd:Content><ofd:PathObject Boundary="0 0 40 30" Fill="true"><ofd:FillColor Value="185 58 43"/><ofd:AbbreviatedData>M 0 0 L 40 0 L 20 30 C</ofd:AbbreviatedData></ofd:PathObject></ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>',
    ].join(''),
    files: {
      'Doc_0/T.xml': `<ofd:Page ${space}><ofd:Content><ofd:Layer><ofd:PathObject Boundary="2 2 196 136" Fill="true" LineWidth="1"><ofd:FillColor Value="255 250 240"/><ofd:AbbreviatedData>M 0 0 L 196 0 L 196 136 L 0 136 C</ofd:AbbreviatedData></ofd:PathObject></ofd:Layer></ofd:Content></ofd:Page>`,
      'Doc_0/Annotations.xml': `<ofd:Annotations ${space}><ofd:Page PageID="1"><ofd:FileLoc>Annot.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>`,
      'Doc_0/Annot.xml': `<ofd:PageAnnot ${space}><ofd:Annot ID="60" Type="Watermark"><ofd:Appearance Boundary="60 115 120 20"><ofd:TextObject Boundary="0 0 120 20" CTM="1 -0.1 0.1 1 0 8" Font="3" Size="10" Alpha="80"><ofd:FillColor Value="200 0 0"/><ofd:TextCode X="0" Y="10" DeltaX="g 5 14">仅供内部使用</ofd:TextCode></ofd:TextObject></ofd:Appearance></ofd:Annot></ofd:PageAnnot>`,
      'Doc_0/Res/seal.png': seal,
      'Doc_0/Res/a.bmp': bmp(),
      'Doc_0/Res/a.tif': Buffer.from('49492a0008000000', 'hex'),
      'Doc_0/Res/a.ttf': font.bytes,
    },
  }
}

export const richOfd = (): Buffer => ofdBytes(richPage())
