import { pictureIn } from '../../documents/picture/picture.ts'
import type { ElectronicSeal } from '../../pki/index.ts'
import type { PictureType, ReadableSeal } from '../../shared/models/index.ts'
import { visibleName } from '../../shared/visible.ts'

/** A larger picture would take the window's memory and tell a person nothing more. */
const MOST_PIXELS = 4096
/** A seal on paper is never larger, in millimetres. */
const LARGEST = 300

/** What seals call their pictures. */
const formats: Readonly<Record<PictureType, readonly string[]>> = {
  'image/png': ['PNG'],
  'image/jpeg': ['JPG', 'JPEG'],
  'image/gif': ['GIF'],
  'image/bmp': ['BMP'],
}

/** The kind of these bytes, if a window can show them without harm. */
export const pictureKind = (bytes: Uint8Array): PictureType | null => {
  const picture = pictureIn(bytes)
  const isBearable = picture !== null && Math.max(picture.width, picture.height) <= MOST_PIXELS
  return isBearable ? picture.media : null
}

/**
 * The kind of picture, if a window can show it without harm: the bytes are of the kind that the seal names, and the
 * picture is not larger than a screen. null for SVG, OFD and whatever lies about itself.
 */
export const pictureTypeOf = ({ picture }: ElectronicSeal): PictureType | null => {
  const kind = pictureKind(picture.bytes)
  return kind !== null && formats[kind].includes(picture.format) ? kind : null
}

const millimetres = (value: number): number => Math.min(LARGEST, Math.max(1, value))

export const pictureViewOf = (seal: ElectronicSeal): ReadableSeal['picture'] => {
  const { format, width, height } = seal.picture
  const size = { width: millimetres(width), height: millimetres(height) }
  if (pictureTypeOf(seal) !== null) return { kind: 'shown', ...size }
  return { kind: 'named', format: visibleName(format).slice(0, 40), ...size }
}
