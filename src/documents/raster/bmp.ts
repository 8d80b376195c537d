import { checkedSize, type Raster, rasterOf, UnfitPicture } from './raster.ts'

/** A bitmap of Windows with 24 or 32 bits a pixel and no compression: the kinds in which seals are kept. */
export const readBmp = (bytes: Buffer): Raster => {
  if (bytes.length < 54) throw new UnfitPicture()
  const [start, width, tall] = [bytes.readUInt32LE(10), bytes.readInt32LE(18), bytes.readInt32LE(22)]
  const [bits, compression] = [bytes.readUInt16LE(28), bytes.readUInt32LE(30)]
  const height = Math.abs(tall)
  checkedSize(width, height)
  if ((bits !== 24 && bits !== 32) || compression !== 0) throw new UnfitPicture()
  const step = bits / 8
  const stride = Math.ceil((width * step) / 4) * 4
  if (start + stride * height > bytes.length) throw new UnfitPicture()
  const rgba = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      // Rows stand from the bottom up unless the height is negative.
      const at = start + (tall > 0 ? height - 1 - y : y) * stride + x * step
      rgba.set([bytes[at + 2] ?? 0, bytes[at + 1] ?? 0, bytes[at] ?? 0, 255], (y * width + x) * 4)
    }
  return rasterOf(width, height, rgba)
}
