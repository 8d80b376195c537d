import { createHash } from 'node:crypto'
import type { PagePicture } from '../../shared/documents/drawing.ts'
import { pictureIn } from '../picture/picture.ts'
import { limits } from './budget.ts'
import type { PageInWork, Surroundings, TakenPicture } from './surroundings.ts'

/** A key that the same bytes have on every page, so that a window needs them once. */
export const keyOf = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, 32)

/**
 * Takes a picture along with the page; what keeps it out otherwise. Its size is read before anybody decodes it,
 * because a small file can declare a picture that fills the memory.
 */
export const takePicture = (bytes: Uint8Array, { budget, pictures }: PageInWork): TakenPicture => {
  const picture = pictureIn(bytes)
  if (picture === null) return { leftOut: 'picture-format' }
  const key = keyOf(bytes)
  if (pictures.has(key)) return { key }
  const pixels = picture.width * picture.height
  const fits =
    pixels <= limits.picturePixels &&
    budget.take('pictures', 1) &&
    budget.take('pagePixels', pixels) &&
    budget.take('pageBytes', bytes.length)
  if (!fits) return { leftOut: 'picture-too-large' }
  const kept: PagePicture = { key, media: picture.media, base64: Buffer.from(bytes).toString('base64') }
  pictures.set(key, kept)
  return { key }
}

const readPicture = (file: string, { pack, page }: Surroundings): TakenPicture => {
  const size = pack.sizeOf(file) ?? 0
  if (size > limits.pageBytes || !page.budget.take('readBytes', size)) return { leftOut: 'picture-too-large' }
  const bytes = pack.read(file)
  return bytes === null ? { leftOut: 'picture-missing' } : takePicture(bytes, page)
}

/** The key of a picture of the resources; null if it cannot be shown, which is told. Each file is read once. */
export const pictureOf = (id: string, around: Surroundings): string | null => {
  const { resources, page, files } = around
  const file = resources.media(id)?.file ?? null
  if (file !== null) files.add(file)
  const taken: TakenPicture =
    file === null
      ? { leftOut: 'picture-missing' }
      : (page.pictureFiles.get(file) ?? readPicture(file, around))
  if (file !== null) page.pictureFiles.set(file, taken)
  if ('key' in taken) return taken.key
  page.leftOut.add(taken.leftOut)
  return null
}
