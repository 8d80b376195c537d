import { describe, expect, it } from 'vitest'
import { readSfnt, writeSfnt } from '../../../../src/documents/embedded-font/sfnt.ts'

const trueType = 0x00010000
const openType = 0x4f54544f
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')

/** A font with these entries in its directory, and as many bytes behind it. */
const font = (
  flavour: number,
  entries: readonly (readonly [tag: string, from: number, length: number])[],
  behind = '',
): Buffer => {
  const head = Buffer.alloc(12 + 16 * entries.length)
  head.writeUInt32BE(flavour, 0)
  head.writeUInt16BE(entries.length, 4)
  for (const [i, [tag, from, length]] of entries.entries()) {
    head.write(tag, 12 + 16 * i, 'latin1')
    head.writeUInt32BE(from, 12 + 16 * i + 8)
    head.writeUInt32BE(length, 12 + 16 * i + 12)
  }
  return Buffer.concat([head, Buffer.from(behind, 'latin1')])
}
const textsOf = (bytes: Buffer): unknown => {
  const read = readSfnt(bytes)
  return read === null ? null : [...read.tables].map(([tag, table]) => [tag, table.toString('latin1')])
}

describe('the tables of an embedded font', () => {
  it('are found by name, each where the directory says', () => {
    const bytes = font(
      trueType,
      [
        ['head', 44, 3],
        ['OS/2', 47, 2],
      ],
      'abcde',
    )
    expect(textsOf(bytes)).toEqual([
      ['head', 'abc'],
      ['OS/2', 'de'],
    ])
  })

  it('may be none at all, as long as the directory is whole', () => {
    expect(readSfnt(font(trueType, []))).toEqual({ flavour: trueType, tables: new Map() })
    expect(readSfnt(font(trueType, []).subarray(0, 11))).toBeNull()
    expect(readSfnt(Buffer.alloc(0))).toBeNull()
  })

  it('end with the file: one that leads a byte further is left out, the others stay', () => {
    const entries = (length: number) => [['glyf', 44, length] as const, ['loca', 44, 1] as const]
    expect(textsOf(font(trueType, entries(4), 'wxyz'))).toEqual([
      ['glyf', 'wxyz'],
      ['loca', 'w'],
    ])
    expect(textsOf(font(trueType, entries(5), 'wxyz'))).toEqual([['loca', 'w']])
  })

  it('count once: the first of one name stays', () => {
    expect(
      textsOf(
        font(
          trueType,
          [
            ['head', 44, 1],
            ['head', 45, 1],
          ],
          'ab',
        ),
      ),
    ).toEqual([['head', 'a']])
  })

  it('are read if the directory just fits into the file, and not if its last byte is missing', () => {
    const bytes = font(trueType, [['head', 0, 4]])
    expect(textsOf(bytes)).toEqual([['head', '\0\x01\0\0']])
    expect(readSfnt(bytes.subarray(0, 27))).toBeNull()
  })

  it('may be 64, not 65', () => {
    const many = (count: number) =>
      font(
        trueType,
        Array.from({ length: count }, (_, i) => [`t${String(i).padStart(3, '0')}`, 0, 1]),
      )
    expect(readSfnt(many(64))?.tables.size).toBe(64)
    expect(readSfnt(many(65))).toBeNull()
  })

  it.each([
    ['TrueType', trueType, trueType],
    ['TrueType by the name that Apple gave it', 0x74727565, trueType],
    ['OpenType with outlines of PostScript', openType, openType],
  ])('are read in a font of the kind %s', (_kind, flavour, written) => {
    expect(readSfnt(font(flavour, []))?.flavour).toBe(written)
  })

  it.each([
    ['another version', 0x00020000],
    ['a web font', 0x774f4646],
    ['a page description', 0x25504446],
  ])('are not looked for in %s', (_kind, flavour) => {
    expect(readSfnt(font(flavour, []))).toBeNull()
  })

  it('of a collection are those of its first font', () => {
    const collection = (at: number) => {
      const head = hex('74746366 00010000 00000001 00000000')
      head.writeUInt32BE(at, 12)
      return Buffer.concat([head, font(openType, [['CFF ', 44, 2]], 'ok')])
    }
    expect(textsOf(collection(16))).toEqual([['CFF ', 'ok']])
    expect(readSfnt(collection(17))).toBeNull()
    expect(readSfnt(collection(0xffff0000))).toBeNull()
    expect(readSfnt(collection(16).subarray(0, 15))).toBeNull()
  })
})

describe('a written font', () => {
  it('lists its tables by name, with sums, places and lengths, each at a place that four divides', () => {
    const tables = new Map([
      ['maxp', hex('00000001 00000002')],
      ['head', hex('ffffffff 00000003 aabbcc')],
      ['OS/2', hex('80')],
    ])
    expect(writeSfnt({ flavour: openType, tables })).toEqual(
      hex(
        `4f54544f 0003 0020 0001 0010
         4f532f32 80000000 0000003c 00000001
         68656164 aabbcc02 00000040 0000000b
         6d617870 00000003 0000004c 00000008
         80000000
         ffffffff 00000003 aabbcc00
         00000001 00000002`.replaceAll('\n', ''),
      ),
    )
  })

  it.each([
    [1, '0010 0000 0000'],
    [2, '0020 0001 0000'],
    [4, '0040 0002 0000'],
    [7, '0040 0002 0030'],
    [8, '0080 0003 0000'],
    [13, '0080 0003 0050'],
  ])('of %i tables tells a searcher where to halve', (count, words) => {
    const names = Array.from({ length: count }, (_, i) => `t${String(i).padStart(3, '0')}`)
    const bytes = writeSfnt({ flavour: trueType, tables: new Map(names.map((name) => [name, hex('01')])) })
    expect(bytes.subarray(6, 12)).toEqual(hex(words))
  })

  it('is read back as it was given', () => {
    const tables = new Map([
      ['CFF ', hex('0102030405')],
      ['cmap', hex('')],
      ['head', hex('01020304')],
    ])
    expect(readSfnt(writeSfnt({ flavour: openType, tables }))).toEqual({ flavour: openType, tables })
  })

  it('adds up sums beyond 32 bits without what does not fit', () => {
    const bytes = writeSfnt({ flavour: trueType, tables: new Map([['glyf', hex('ffffffff ffffffff ff')]]) })
    expect(bytes.subarray(16, 20)).toEqual(hex('fefffffe'))
  })
})
