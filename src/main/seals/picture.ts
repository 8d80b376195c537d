import type { ElectronicSeal } from '../../pki/index.ts'
import type { PictureType, ReadableSeal } from '../../shared/models/index.ts'
import { visibleName } from '../../shared/visible.ts'

/** A larger picture would take the window's memory and tell a person nothing more. */
const MOST_PIXELS = 4096
/** A seal on paper is never larger, in millimetres. */
const LARGEST = 300

type Size = { readonly width: number; readonly height: number }
type Reader = {
  readonly type: PictureType
  readonly formats: readonly string[]
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
  { type: 'image/png', formats: ['PNG'], starts: ['89504e470d0a1a0a'], size: pngSize },
  { type: 'image/jpeg', formats: ['JPG', 'JPEG'], starts: ['ffd8ff'], size: jpegSize },
  { type: 'image/gif', formats: ['GIF'], starts: ['474946383761', '474946383961'], size: gifSize },
  { type: 'image/bmp', formats: ['BMP'], starts: ['424d'], size: bmpSize },
]

const startsWith = (bytes: Uint8Array, hex: string): boolean =>
  Buffer.from(bytes.subarray(0, hex.length / 2)).toString('hex') === hex

const isBearable = ({ width, height }: Size): boolean =>
  width > 0 && height > 0 && width <= MOST_PIXELS && height <= MOST_PIXELS

const sizeIn = ({ size }: Reader, bytes: Uint8Array): Size | null => {
  try {
    return size(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  } catch (error) {
    if (error instanceof RangeError) return null // it ends too early
    throw error
  }
}

/** The kind of these bytes, if a window can show them without harm. */
export const pictureKind = (bytes: Uint8Array): PictureType | null => {
  const reader = readers.find(({ starts }) => starts.some((hex) => startsWith(bytes, hex)))
  const size = reader === undefined ? null : sizeIn(reader, bytes)
  return reader !== undefined && size !== null && isBearable(size) ? reader.type : null
}

/**
 * The kind of picture, if a window can show it without harm: the bytes are of the kind that the seal names, and the
 * picture is not larger than a screen. null for SVG, OFD and whatever lies about itself.
 */
export const pictureTypeOf = ({ picture }: ElectronicSeal): PictureType | null => {
  const reader = readers.find(({ formats }) => formats.includes(picture.format))
  if (reader === undefined || !reader.starts.some((hex) => startsWith(picture.bytes, hex))) return null
  const size = sizeIn(reader, picture.bytes)
  return size !== null && isBearable(size) ? reader.type : null
}

const millimetres = (value: number): number => Math.min(LARGEST, Math.max(1, value))

export const pictureViewOf = (seal: ElectronicSeal): ReadableSeal['picture'] => {
  const { format, width, height } = seal.picture
  const size = { width: millimetres(width), height: millimetres(height) }
  if (pictureTypeOf(seal) !== null) return { kind: 'shown', ...size }
  return { kind: 'named', format: visibleName(format).slice(0, 40), ...size }
}
