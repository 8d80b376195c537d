import { describe, expect, it } from 'vitest'
import {
  browserFaces,
  firstGlyphLetter,
  letterOfGlyph,
} from '../../../../src/documents/embedded-font/embedded-font.ts'
import { readSfnt, writeSfnt } from '../../../../src/documents/embedded-font/sfnt.ts'

const trueType = 0x00010000
const openType = 0x4f54544f

const maxp = (glyphs: number, length = 6): Buffer => {
  const table = Buffer.alloc(6)
  table.writeUInt16BE(glyphs, 4)
  return table.subarray(0, length)
}
const filled = (length: number, value: number): Buffer => Buffer.alloc(length, value)
const metrics = {
  head: filled(54, 1),
  hhea: filled(36, 2),
  hmtx: filled(8, 3),
  maxp: maxp(5),
}
const outlines = { ...metrics, glyf: filled(20, 4), loca: filled(12, 5) }
const postScript = { ...metrics, 'CFF ': filled(30, 6) }

const without = (tables: Readonly<Record<string, Buffer>>, name: string): Readonly<Record<string, Buffer>> =>
  Object.fromEntries(Object.entries(tables).filter(([other]) => other !== name))
const facesOf = (tables: Readonly<Record<string, Buffer>>, flavour = trueType) =>
  browserFaces(writeSfnt({ flavour, tables: new Map(Object.entries(tables)) }))
const tablesOf = (face: Buffer | null | undefined) => readSfnt(face ?? Buffer.alloc(0))?.tables
/** First and last letter, and first glyph, of the one group. */
const groupOf = (face: Buffer | null | undefined): readonly number[] => {
  const cmap = tablesOf(face)?.get('cmap') ?? Buffer.alloc(0)
  return [cmap.readUInt32BE(28), cmap.readUInt32BE(32), cmap.readUInt32BE(36)]
}

describe('the letter that stands for a glyph', () => {
  it('is in the first plane for private use, and there is none behind its last letter', () => {
    expect(firstGlyphLetter).toBe(0xf0000)
    expect(letterOfGlyph(0)).toBe('\u{f0000}')
    expect(letterOfGlyph(7)).toBe('\u{f0007}')
    expect(letterOfGlyph(0xfffd)).toBe('\u{ffffd}')
    expect(letterOfGlyph(0xfffe)).toBeNull()
  })
})

describe('an embedded font', () => {
  it('without a table of letters shows its glyphs by their numbers alone', () => {
    const faces = facesOf(outlines)
    expect(faces?.byLetter).toBeNull()
    expect(groupOf(faces?.byGlyph)).toEqual([0xf0000, 0xf0004, 0])
  })

  it('with a table of letters keeps it for the face that is read by letters', () => {
    const cmap = filled(40, 9)
    const faces = facesOf({ ...outlines, cmap })
    expect(tablesOf(faces?.byLetter)?.get('cmap')).toEqual(cmap)
    expect(groupOf(faces?.byGlyph)).toEqual([0xf0000, 0xf0004, 0])
  })

  it('keeps what draws its outlines, gets what browsers insist on, and loses the rest', () => {
    const hints = { 'cvt ': filled(2, 7), fpgm: filled(3, 8), prep: filled(4, 9) }
    const given = {
      ...outlines,
      ...hints,
      GSUB: filled(9, 1),
      DSIG: filled(9, 2),
      post: filled(9, 3),
      name: filled(9, 4),
    }
    const tables = tablesOf(facesOf(given)?.byGlyph)
    for (const [name, table] of Object.entries({ ...outlines, ...hints }))
      expect(tables?.get(name), name).toEqual(table)
    expect([...(tables?.keys() ?? [])]).toEqual([
      'OS/2',
      'cmap',
      'cvt ',
      'fpgm',
      'glyf',
      'head',
      'hhea',
      'hmtx',
      'loca',
      'maxp',
      'name',
      'post',
      'prep',
    ])
    expect(tables?.get('post')?.readUInt32BE(0)).toBe(0x00030000)
    expect(tables?.get('name')?.readUInt16BE(2)).toBe(4)
  })

  it('with outlines of PostScript stays one of OpenType', () => {
    const face = facesOf(postScript, openType)?.byGlyph ?? Buffer.alloc(0)
    expect(readSfnt(face)?.flavour).toBe(openType)
    expect(tablesOf(face)?.get('CFF ')).toEqual(postScript['CFF '])
  })

  it('keeps its own OS/2 if that is whole, and gets another if it is a byte too short', () => {
    expect(tablesOf(facesOf({ ...outlines, 'OS/2': filled(78, 1) })?.byGlyph)?.get('OS/2')).toEqual(
      filled(78, 1),
    )
    expect(tablesOf(facesOf({ ...outlines, 'OS/2': filled(77, 1) })?.byGlyph)?.get('OS/2')?.length).toBe(96)
    expect(tablesOf(facesOf(outlines)?.byGlyph)?.get('OS/2')?.length).toBe(96)
  })

  it.each(['head', 'hhea', 'hmtx', 'maxp', 'glyf', 'loca'])('of TrueType is of no use without %s', (name) => {
    expect(facesOf(without(outlines, name))).toBeNull()
  })

  it('of PostScript is of no use without its outlines', () => {
    expect(facesOf(without(postScript, 'CFF '), openType)).toBeNull()
  })

  it('is of no use if a table that the browser reads first is cut short', () => {
    expect(facesOf({ ...outlines, head: filled(53, 1) })).toBeNull()
    expect(facesOf({ ...outlines, maxp: maxp(5, 5) })).toBeNull()
  })

  it('has at least one glyph, and no more get a letter than the plane has', () => {
    expect(facesOf({ ...outlines, maxp: maxp(0) })).toBeNull()
    expect(groupOf(facesOf({ ...outlines, maxp: maxp(1) })?.byGlyph)).toEqual([0xf0000, 0xf0000, 0])
    expect(groupOf(facesOf({ ...outlines, maxp: maxp(0xfffe) })?.byGlyph)).toEqual([0xf0000, 0xffffd, 0])
    expect(groupOf(facesOf({ ...outlines, maxp: maxp(0xffff) })?.byGlyph)).toEqual([0xf0000, 0xffffd, 0])
  })

  it('is found in the middle of other bytes, where a package keeps it', () => {
    const bytes = writeSfnt({ flavour: trueType, tables: new Map(Object.entries(outlines)) })
    const room = Buffer.concat([filled(10, 0xff), bytes, filled(10, 0xff)])
    expect(browserFaces(room.subarray(10, 10 + bytes.length))).toEqual(browserFaces(bytes))
    expect(browserFaces(room)).toBeNull()
  })
})
