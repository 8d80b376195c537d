import { deflateSync } from 'node:zlib'
import type { SealPicture } from '../../pki/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import { name, number, stream } from '../pdf-structure/serialised.ts'
import type { PdfRef, PdfValue } from '../pdf-structure/values.ts'
import { readBmp } from '../raster/bmp.ts'
import { readGif } from '../raster/gif.ts'
import { readPng } from '../raster/png.ts'
import { checkedSize, type Raster, UnfitPicture } from '../raster/raster.ts'
import type { Drafts } from './drafts.ts'

/** An image object (ISO 32000-1, 8.9.5) of samples of one byte. */
const image = (
  size: { readonly width: number; readonly height: number },
  colours: string,
  filter: string,
  data: Uint8Array,
  more: Readonly<Record<string, PdfValue>> = {},
): PdfValue =>
  stream(
    {
      Type: name('XObject'),
      Subtype: name('Image'),
      Width: number(size.width),
      Height: number(size.height),
      ColorSpace: name(colours),
      BitsPerComponent: number(8),
      Filter: name(filter),
      ...more,
    },
    data,
  )

/** Pixels, with their opacity as a mask (11.6.5.3): what is written below the seal stays readable. */
const fromRaster = (raster: Raster, drafts: Drafts): PdfRef => {
  const { rgb, alpha } = raster
  const mask =
    alpha === null
      ? {}
      : { SMask: drafts.add(image(raster, 'DeviceGray', 'FlateDecode', deflateSync(alpha))) }
  return drafts.add(image(raster, 'DeviceRGB', 'FlateDecode', deflateSync(rgb), mask))
}

/** SOF0 to SOF2 (ITU-T T.81, table B.1): what DCTDecode takes (7.4.8). */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xc2

/** A JPEG goes in as it is. Of CMYK it is not known which way round its colours are. */
const fromJpeg = (bytes: Buffer, drafts: Drafts): PdfRef => {
  for (let at = 2; at + 10 <= bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    if (!isFrame(bytes[at + 1] ?? 0)) continue
    const size = { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) }
    checkedSize(size.width, size.height)
    const colours = bytes[at + 9] === 1 ? 'DeviceGray' : bytes[at + 9] === 3 ? 'DeviceRGB' : null
    if (colours === null || bytes[at + 4] !== 8) break
    return drafts.add(image(size, colours, 'DCTDecode', bytes))
  }
  throw new UnfitPicture()
}

const startsWith = (bytes: Buffer, hex: string): boolean =>
  bytes.subarray(0, hex.length / 2).toString('hex') === hex

/** Told by its bytes: what a seal says about its picture is not always so. */
const imageOf = (bytes: Buffer, drafts: Drafts): PdfRef => {
  if (startsWith(bytes, '89504e470d0a1a0a')) return fromRaster(readPng(bytes), drafts)
  if (startsWith(bytes, '474946383961') || startsWith(bytes, '474946383761'))
    return fromRaster(readGif(bytes), drafts)
  if (startsWith(bytes, '424d')) return fromRaster(readBmp(bytes), drafts)
  if (startsWith(bytes, 'ffd8ff')) return fromJpeg(bytes, drafts)
  throw new UnfitPicture()
}

/** The picture of a seal as an image. SVG, OFD and broken pictures are refused with an error of the catalogue. */
export const pictureObject = ({ bytes, format }: SealPicture, drafts: Drafts): PdfRef => {
  try {
    return imageOf(Buffer.from(bytes), drafts)
  } catch (error) {
    if (!(error instanceof UnfitPicture || error instanceof RangeError)) throw error
    throw new AssistantError('signing-picture-unfit', { format: format.slice(0, 20) }, error)
  }
}
