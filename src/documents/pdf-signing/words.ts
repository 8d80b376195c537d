import { create, type Font, type Glyph } from 'fontkit'
import { visible } from '../../shared/visible.ts'
import { array, dict, name, number, stream } from '../pdf-structure/serialised.ts'
import type { PdfRef, PdfValue } from '../pdf-structure/values.ts'
import { createLetters } from '../pdf-writer/letters.ts'
import type { Size } from '../signing/stamps.ts'
import type { Drafts } from './drafts.ts'

/** A signature shown in words: name, time and what else the caller says, in the reader's language. */
export type Words = Size & {
  readonly lines: readonly string[]
  /** An open font in TrueType with the letters of the lines; only the shapes that are used are embedded. */
  readonly font: Uint8Array
}

type Line = readonly { readonly shape: number; readonly glyph: Glyph; readonly letter: string }[]

const openFont = ({ font }: Words): Font => {
  const opened = create(Buffer.from(font.buffer, font.byteOffset, font.byteLength))
  if (!('hasGlyphForCodePoint' in opened)) throw new Error('The font file holds several fonts')
  return opened
}

const hex = (value: number): string => value.toString(16).padStart(4, '0')
const unitsOf = (letter: string): string => Buffer.from(letter, 'utf16le').swap16().toString('hex')

/** Which letters the shapes are (9.10.3), so that the words can be copied and read aloud. */
const toUnicode = (lines: readonly Line[]): PdfValue => {
  const letters = new Map(lines.flat().map(({ shape, letter }) => [shape, letter]))
  const rows = [...letters].map(
    ([shape, letter]) => `1 beginbfchar\n<${hex(shape)}> <${unitsOf(letter)}>\nendbfchar\n`,
  )
  const map = `/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n${rows.join('')}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend`
  return stream({}, Buffer.from(map))
}

const widthsOf = (lines: readonly Line[], font: Font): PdfValue => {
  const widths = new Map(
    lines.flat().map(({ shape, glyph }) => [shape, (glyph.advanceWidth * 1000) / font.unitsPerEm]),
  )
  return array(...[...widths].flatMap(([shape, width]) => [number(shape), array(number(Math.round(width)))]))
}

const fontObject = (font: Font, program: Uint8Array, lines: readonly Line[], drafts: Drafts): PdfRef => {
  const scaled = (value: number) => number(Math.round((value * 1000) / font.unitsPerEm))
  const { minX, minY, maxX, maxY } = font.bbox
  const called = name(`SEALED+${font.postscriptName}`)
  const descriptor = drafts.add(
    dict({
      Type: name('FontDescriptor'),
      FontName: called,
      Flags: number(4),
      FontBBox: array(...[minX, minY, maxX, maxY].map(scaled)),
      ItalicAngle: number(0),
      Ascent: scaled(font.ascent),
      Descent: scaled(font.descent),
      CapHeight: scaled(font.capHeight),
      StemV: number(80),
      FontFile2: drafts.add(stream({ Length1: number(program.length) }, program)),
    }),
  )
  const identity = dict({
    Registry: { kind: 'string', bytes: Buffer.from('Adobe'), isHex: false, start: 0, end: 0 },
    Ordering: { kind: 'string', bytes: Buffer.from('Identity'), isHex: false, start: 0, end: 0 },
    Supplement: number(0),
  })
  const descendant = drafts.add(
    dict({
      Type: name('Font'),
      Subtype: name('CIDFontType2'),
      BaseFont: called,
      CIDSystemInfo: identity,
      CIDToGIDMap: name('Identity'),
      FontDescriptor: descriptor,
      W: widthsOf(lines, font),
    }),
  )
  return drafts.add(
    dict({
      Type: name('Font'),
      Subtype: name('Type0'),
      BaseFont: called,
      Encoding: name('Identity-H'),
      DescendantFonts: array(descendant),
      ToUnicode: drafts.add(toUnicode(lines)),
    }),
  )
}

/** Space at the edges, as a part of the height. */
const margin = 0.12

const drawn = (lines: readonly Line[], font: Font, { width, height }: Size): string => {
  const room = height * (1 - 2 * margin)
  const ems = lines.map(
    (line) => line.reduce((sum, { glyph }) => sum + glyph.advanceWidth, 0) / font.unitsPerEm,
  )
  const fitting = (width - 2 * margin * height) / Math.max(1, ...ems)
  const size = Math.min(fitting, room / lines.length / 1.25)
  const left = margin * height
  const rows = lines.map((line, i) => {
    const base = height * (1 - margin) - (i + 0.5) * (room / lines.length) - size * 0.35
    return `1 0 0 1 ${left.toFixed(3)} ${base.toFixed(3)} Tm <${line.map(({ shape }) => hex(shape)).join('')}> Tj`
  })
  const frame = `0.8 0.1 0.1 RG 0.75 w 0.5 0.5 ${(width - 1).toFixed(3)} ${(height - 1).toFixed(3)} re S`
  return `${frame}\nBT 0 g /F ${size.toFixed(3)} Tf\n${rows.join('\n')}\nET`
}

/** What draws the words in a box of this size in units of the page, and the font that it needs. */
export const wordsDrawing = (
  words: Words,
  box: Size,
  drafts: Drafts,
): { readonly content: string; readonly font: PdfRef } => {
  const font = openFont(words)
  const letters = createLetters(font)
  const subset = font.createSubset()
  // A subset numbers its shapes in the order in which they come; the first is that of a letter that is missing.
  const shapes = new Map<number, number>()
  const shapeOf = (glyph: Glyph): number => {
    const known = shapes.get(glyph.id) ?? shapes.size + 1
    if (!shapes.has(glyph.id)) subset.includeGlyph(glyph)
    shapes.set(glyph.id, known)
    return known
  }
  const lines = words.lines.map((line) =>
    [...letters.spelt(visible(line))].map((letter) => {
      const glyph = font.glyphForCodePoint(letter.codePointAt(0) ?? 0)
      return { glyph, letter, shape: shapeOf(glyph) }
    }),
  )
  const content = drawn(lines, font, box)
  return { content, font: fontObject(font, subset.encode(), lines, drafts) }
}
