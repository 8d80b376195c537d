// Tables of ISO/IEC 14496-22 that browsers insist on and that documents leave out.

/** cmap with one group of format 12: glyph 0 is at the first letter, and so on. */
export const cmapOfGlyphs = (first: number, glyphs: number): Buffer => {
  const table = Buffer.alloc(12 + 28)
  table.writeUInt16BE(1, 2) // one subtable
  table.writeUInt16BE(3, 4) // of Windows
  table.writeUInt16BE(10, 6) // with all of Unicode
  table.writeUInt32BE(12, 8)
  table.writeUInt16BE(12, 12) // format
  table.writeUInt32BE(28, 16) // length
  table.writeUInt32BE(1, 24) // one group
  table.writeUInt32BE(first, 28)
  table.writeUInt32BE(first + glyphs - 1, 32)
  table.writeUInt32BE(0, 36)
  return table
}

/** post of version 3: no names of glyphs. */
export const emptyPost = (): Buffer => {
  const table = Buffer.alloc(32)
  table.writeUInt32BE(0x00030000, 0)
  return table
}

/** name with a family and a style, for Windows in English. */
export const nameTable = (): Buffer => {
  const texts = [
    [1, 'Embedded'],
    [2, 'Regular'],
    [4, 'Embedded'],
    [6, 'Embedded'],
  ] as const
  const head = Buffer.alloc(6 + 12 * texts.length)
  head.writeUInt16BE(texts.length, 2)
  head.writeUInt16BE(head.length, 4)
  const strings = texts.map(([, text]) => Buffer.from(text, 'utf16le').swap16())
  let at = 0
  for (const [i, [id]] of texts.entries()) {
    const record = 6 + 12 * i
    const length = strings[i]?.length ?? 0
    for (const [place, value] of [3, 1, 0x409, id, length, at].entries())
      head.writeUInt16BE(value, record + 2 * place)
    at += length
  }
  return Buffer.concat([head, ...strings])
}

/** OS/2 of version 3 for a regular face that may be embedded. */
export const os2Table = (): Buffer => {
  const table = Buffer.alloc(96)
  table.writeUInt16BE(3, 0)
  table.writeInt16BE(500, 2) // average width
  table.writeUInt16BE(400, 4) // weight
  table.writeUInt16BE(5, 6) // width
  table.write('    ', 58, 'latin1') // maker
  table.writeUInt16BE(0x40, 62) // regular
  table.writeUInt16BE(0xffff, 66) // last letter
  table.writeInt16BE(800, 68) // ascender
  table.writeInt16BE(-200, 70)
  table.writeUInt16BE(800, 74)
  table.writeUInt16BE(200, 76)
  return table
}
