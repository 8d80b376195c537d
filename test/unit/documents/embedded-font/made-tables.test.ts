import { describe, expect, it } from 'vitest'
import {
  cmapOfGlyphs,
  emptyPost,
  nameTable,
  os2Table,
} from '../../../../src/documents/embedded-font/made-tables.ts'

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex')
const wide = (text: string): string =>
  [...text].map((letter) => `00${Buffer.from(letter).toString('hex')}`).join('')

// What ISO/IEC 14496-22 lays down for each place. A browser that misses one of them shows the document in another font.
describe('a table that a font of a document lacks', () => {
  it('maps the letters for private use to the glyphs, with cmap of format 12', () => {
    expect(cmapOfGlyphs(0xf0000, 300)).toEqual(
      hex(`0000 0001  0003 000a 0000000c
           000c 0000 0000001c 00000000 00000001
           000f0000 000f012b 00000000`),
    )
  })

  it('ends the mapping at the same letter if there is one glyph', () => {
    expect(cmapOfGlyphs(0x41, 1).subarray(28)).toEqual(hex('00000041 00000041 00000000'))
  })

  it('names no glyphs, with post of version 3', () => {
    expect(emptyPost()).toEqual(hex(`00030000 ${'00'.repeat(28)}`))
  })

  it('names the family, the style, the whole and the PostScript name for Windows in English', () => {
    expect(nameTable()).toEqual(
      hex(`0000 0004 0036
           0003 0001 0409 0001 0010 0000
           0003 0001 0409 0002 000e 0010
           0003 0001 0409 0004 0010 001e
           0003 0001 0409 0006 0010 002e
           ${wide('Embedded')} ${wide('Regular')} ${wide('Embedded')} ${wide('Embedded')}`),
    )
  })

  it('calls the face regular and free to be embedded, with OS/2 of version 3', () => {
    expect(os2Table()).toEqual(
      hex(`0003 01f4 0190 0005 0000
           ${'00'.repeat(48)}
           20202020 0040 0000 ffff
           0320 ff38 0000 0320 00c8
           ${'00'.repeat(18)}`),
    )
  })
})
