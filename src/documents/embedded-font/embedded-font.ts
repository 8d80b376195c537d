import { cmapOfGlyphs, emptyPost, nameTable, os2Table } from './made-tables.ts'
import { readSfnt, type Tables, writeSfnt } from './sfnt.ts'

/** An embedded font as two faces: one finds its glyphs by letters, the other by their numbers. */
export type BrowserFaces = { readonly byLetter: Buffer | null; readonly byGlyph: Buffer | null }

/** Where the letters begin that stand for glyph numbers: the first plane for private use. */
export const firstGlyphLetter = 0xf0000
/** The last two places of a plane are no letters. */
const lastGlyph = 0xfffd

/** The letter that shows a glyph in the face `byGlyph`. */
export const letterOfGlyph = (glyph: number): string | null =>
  glyph > lastGlyph ? null : String.fromCodePoint(firstGlyphLetter + glyph)

/** What is needed to draw outlines. The rest (ligatures, signatures, names of makers) is left out. */
const drawing = ['head', 'hhea', 'hmtx', 'maxp', 'glyf', 'loca', 'cvt ', 'fpgm', 'prep', 'CFF '] as const
const needed = ['head', 'hhea', 'hmtx', 'maxp'] as const
/** OS/2 of version 0 ends here. */
const shortestOs2 = 78

const canDraw = (tables: Tables): boolean =>
  needed.every((name) => tables.has(name)) &&
  ((tables.has('glyf') && tables.has('loca')) || tables.has('CFF ')) &&
  (tables.get('maxp')?.length ?? 0) >= 6 &&
  (tables.get('head')?.length ?? 0) >= 54

/**
 * Fonts of documents often lack tables that browsers insist on (PDF and OFD need none for text), and name glyphs by
 * number, which no browser does. Both are mended here: missing tables are added, and the second face gives each glyph
 * a private letter. The browser still checks the outlines itself before it uses them. null: not a font of this kind.
 */
export const browserFaces = (given: Uint8Array): BrowserFaces | null => {
  const font = readSfnt(Buffer.from(given.buffer, given.byteOffset, given.length))
  if (font === null || !canDraw(font.tables)) return null
  const { flavour, tables } = font
  const glyphs = tables.get('maxp')?.readUInt16BE(4) ?? 0
  if (glyphs === 0) return null
  const own = tables.get('OS/2')
  const common = new Map(
    drawing.flatMap((name) => {
      const table = tables.get(name)
      return table === undefined ? [] : [[name, table] as const]
    }),
  )
  const faceWith = (cmap: Buffer): Buffer =>
    writeSfnt({
      flavour,
      tables: new Map<string, Buffer>([
        ...common,
        ['OS/2', own !== undefined && own.length >= shortestOs2 ? own : os2Table()],
        ['name', nameTable()],
        ['post', emptyPost()],
        ['cmap', cmap],
      ]),
    })
  const cmap = tables.get('cmap')
  return {
    byLetter: cmap === undefined ? null : faceWith(cmap),
    byGlyph: faceWith(cmapOfGlyphs(firstGlyphLetter, Math.min(glyphs, lastGlyph + 1))),
  }
}
