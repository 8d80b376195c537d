import { describe, expect, it } from 'vitest'
import { pictureIn } from '../../../../src/documents/picture/picture.ts'

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')
const png = '89504e470d0a1a0a 0000000d 49484452'
const bmp = `424d ${'00'.repeat(16)}`
const segment = (marker: string, content = ''): string =>
  `ff${marker} ${(content.length / 2 + 2).toString(16).padStart(4, '0')} ${content}`
/** Two bytes for the length and one for the depth, then height and width. */
const frame = (marker: string): string => `ff${marker} 0011 08 0102 0304 03`

describe('the size that a picture declares', () => {
  it.each([
    ['a PNG', 'image/png', `${png} 00000102 00000304`, 0x102, 0x304],
    ['a GIF of 1987', 'image/gif', '474946383761 0201 0403', 0x102, 0x304],
    ['a GIF of 1989', 'image/gif', '474946383961 0201 0403', 0x102, 0x304],
    ['a BMP', 'image/bmp', `${bmp} 02010000 04030000`, 0x102, 0x304],
    ['a BMP that stands on its head', 'image/bmp', `${bmp} 02010000 fcfcffff`, 0x102, 0x304],
    ['a BMP from right to left', 'image/bmp', `${bmp} fefeffff 04030000`, 0x102, 0x304],
    ['a JPEG', 'image/jpeg', `ffd8 ${frame('c0')}`, 0x304, 0x102],
    [
      'a JPEG with more before its frame',
      'image/jpeg',
      `ffd8 ${segment('e0', '4a46')} ${segment('db', '00')} ${frame('c2')}`,
      0x304,
      0x102,
    ],
  ])('is read in %s', (_kind, media, text, width, height) => {
    expect(pictureIn(hex(text))).toEqual({ media, width, height })
  })

  it.each(['c0', 'c1', 'c2', 'c3', 'c5', 'c6', 'c7', 'c9', 'ca', 'cb', 'cd', 'ce', 'cf'])(
    'stands in a JPEG behind the marker %s',
    (marker) =>
      expect(pictureIn(hex(`ffd8 ${frame(marker)}`))).toMatchObject({ width: 0x304, height: 0x102 }),
  )

  it.each(['bf', 'c4', 'c8', 'cc', 'd0'])('does not stand in a JPEG behind the marker %s', (marker) => {
    const other = segment(marker, '08 0999 0999 03'.replaceAll(' ', ''))
    expect(pictureIn(hex(`ffd8 ${other} ${frame('c0')}`))).toMatchObject({ width: 0x304, height: 0x102 })
  })

  it('is not guessed in a JPEG that leaves its markers', () => {
    expect(pictureIn(hex(`ffd8 ${segment('e0')} 00 ${frame('c0')}`))).toBeNull()
    expect(pictureIn(hex(`ffd8 ff`))).toBeNull()
  })

  it.each([
    ['PNG', `${png} 00000001 00000001`],
    ['GIF', '474946383961 0100 0100'],
    ['BMP', `${bmp} 01000000 01000000`],
    ['JPEG', 'ffd8 ffc0 0011 08 0001 0001'],
  ])('of one point is enough for a %s, and one byte less is not', (_kind, text) => {
    const bytes = hex(text)
    expect(pictureIn(bytes)).toMatchObject({ width: 1, height: 1 })
    expect(pictureIn(bytes.subarray(0, -1))).toBeNull()
  })

  it.each([
    ['PNG without width', `${png} 00000000 00000001`],
    ['PNG without height', `${png} 00000001 00000000`],
    ['GIF without width', '474946383961 0000 0100'],
    ['GIF without height', '474946383961 0100 0000'],
  ])('is none in a %s', (_kind, text) => expect(pictureIn(hex(text))).toBeNull())

  it('is read from the place in a larger file where the picture begins', () => {
    const room = hex(`ffffff ${png} 00000007 00000009 ffff`)
    expect(pictureIn(room.subarray(3))).toEqual({ media: 'image/png', width: 7, height: 9 })
  })

  it('is asked of no kind that a window does not show', () => {
    for (const text of ['', '00', '49492a00 08000000', '474946383861 0100 0100', '4d42', '89504e470d0a1a0b'])
      expect(pictureIn(hex(`${text} ${'01'.repeat(40)}`)), text).toBeNull()
  })

  it('is not read from what is behind the picture in the same memory', () => {
    const room = hex(`${png} 00000007 00000009`)
    expect(pictureIn(room.subarray(0, 20))).toBeNull()
  })
})
