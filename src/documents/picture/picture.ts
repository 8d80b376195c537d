import type { PictureType } from '../../shared/seals/model.ts'

export type Size = { readonly width: number; readonly height: number }
export type Picture = Size & { readonly media: PictureType }

type Reader = {
  readonly media: PictureType
  readonly starts: readonly string[]
  readonly size: (bytes: DataView) => Size | null
}

const pngSize = (view: DataView): Size => ({ width: view.getUint32(16), height: view.getUint32(20) })
const gifSize = (view: DataView): Size => ({
  width: view.getUint16(6, true),
  height: view.getUint16(8, true),
})
const bmpSize = (view: DataView): Size => ({
  width: Math.abs(view.getInt32(18, true)),
  height: Math.abs(view.getInt32(22, true)),
})

/** SOF0 to SOF15 without DHT, JPG and DAC (ITU-T T.81, B.1.1.3). */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

const jpegSize = (view: DataView): Size | null => {
  let at = 2
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    if (isFrame(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    at += 2 + view.getUint16(at + 2)
  }
  return null
}

const readers: readonly Reader[] = [
  { media: 'image/png', starts: ['89504e470d0a1a0a'], size: pngSize },
  { media: 'image/jpeg', starts: ['ffd8ff'], size: jpegSize },
  { media: 'image/gif', starts: ['474946383761', '474946383961'], size: gifSize },
  { media: 'image/bmp', starts: ['424d'], size: bmpSize },
]

const startsWith = (bytes: Uint8Array, hex: string): boolean =>
  Buffer.from(bytes.subarray(0, hex.length / 2)).toString('hex') === hex

const sizeIn = ({ size }: Reader, bytes: Uint8Array): Size | null => {
  try {
    return size(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  } catch (error) {
    if (error instanceof RangeError) return null // it ends too early
    throw error
  }
}

/**
 * What kind of picture these bytes are, and the size that they declare, without decoding them; null for every kind
 * that a window does not show.
 */
export const pictureIn = (bytes: Uint8Array): Picture | null => {
  const reader = readers.find(({ starts }) => starts.some((hex) => startsWith(bytes, hex)))
  const size = reader === undefined ? null : sizeIn(reader, bytes)
  if (reader === undefined || size === null || size.width <= 0 || size.height <= 0) return null
  return { media: reader.media, ...size }
}
