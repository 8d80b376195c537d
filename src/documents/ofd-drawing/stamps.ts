import type { ElectronicSeal } from '../../pki/index.ts'
import type { Box, Item, Matrix, Stamp, StampPlace } from '../../shared/documents/drawing.ts'
import { RefusedFile } from '../refused-file.ts'
import { limits } from './budget.ts'
import { missing } from './objects.ts'
import { takePicture } from './pictures.ts'
import type { PageInWork } from './surroundings.ts'

/** Draws the first page of a package, as large as it is; null if it has none. Given by those who can draw pages. */
export type DrawFirstPage = (
  bytes: Uint8Array,
  page: PageInWork,
) => { readonly items: readonly Item[]; readonly width: number; readonly height: number } | null

const onto = ({ x, y, width, height }: Box): Matrix => [width, 0, 0, height, x, y]

/** A seal that is an OFD itself (GB/T 38540 allows it) is drawn by the same code, made as large as the stamp. */
const drawnSeal = (seal: ElectronicSeal, box: Box, page: PageInWork, draw: DrawFirstPage): Item | null => {
  try {
    const drawn = draw(seal.picture.bytes, page)
    if (drawn === null) return null
    const { items, width, height } = drawn
    const matrix: Matrix = [box.width / width, 0, 0, box.height / height, box.x, box.y]
    return { kind: 'group', matrix, clips: [], alpha: 1, items }
  } catch (error) {
    if (error instanceof RefusedFile) return null
    throw error
  }
}

const isPackage = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

const pictureOf = (seal: ElectronicSeal | null, box: Box, page: PageInWork, draw: DrawFirstPage): Item => {
  if (seal !== null && isPackage(seal.picture.bytes)) {
    const drawn = drawnSeal(seal, box, page, draw)
    if (drawn !== null) return drawn
  } else if (seal !== null) {
    const taken = takePicture(seal.picture.bytes, page)
    if ('key' in taken) return { kind: 'picture', matrix: onto(box), clips: [], picture: taken.key, alpha: 1 }
  }
  page.leftOut.add('seal-picture')
  return missing(onto(box))
}

export type SealedPlace = StampPlace & { readonly seal: () => ElectronicSeal | null }

/** The stamps of a page with the pictures of their seals. Clips are cut by whoever shows them. */
export const drawStamps = (
  places: readonly SealedPlace[],
  page: PageInWork,
  draw: DrawFirstPage,
): readonly Stamp[] => {
  const shown = places.slice(0, limits.stampsOfPage)
  if (shown.length < places.length) page.leftOut.add('too-much', places.length - shown.length)
  return shown.map(({ seal, ...place }) => ({ ...place, items: [pictureOf(seal(), place.box, page, draw)] }))
}
