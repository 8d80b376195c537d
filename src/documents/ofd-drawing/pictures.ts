import { createHash } from 'node:crypto'
import type { LeftOutKind, PagePicture } from '../../shared/documents/drawing.ts'
import { pictureIn } from '../picture/picture.ts'
import { limits } from './budget.ts'
import type { PageInWork, Surroundings } from './surroundings.ts'

/** A key that the same bytes have on every page, so that a window needs them once. */
export const keyOf = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, 32)

/**
 * Takes a picture along with the page; what keeps it out otherwise. Its size is read before anybody decodes it,
 * because a small file can declare a picture that fills the memory.
 */
export const takePicture = (
  bytes: Uint8Array,
  { budget, pictures }: PageInWork,
): { readonly key: string } | { readonly leftOut: LeftOutKind } => {
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

/** The key of a picture of the resources; null if it cannot be shown, which is told. */
export const pictureOf = (id: string, { resources, pack, page, files }: Surroundings): string | null => {
  const file = resources.media(id)?.file ?? null
  if (file === null) {
    page.leftOut.add('picture-missing')
    return null
  }
  files.add(file)
  const taken = ((): ReturnType<typeof takePicture> => {
    const known = page.pictureFiles.get(file)
    if (typeof known === 'string') return { key: known }
    const size = pack.sizeOf(file) ?? 0
    if (size > limits.pageBytes || !page.budget.take('readBytes', size))
      return { leftOut: 'picture-too-large' }
    const bytes = known === null ? null : pack.read(file)
    return bytes === null ? { leftOut: 'picture-format' } : takePicture(bytes, page)
  })()
  if ('leftOut' in taken) {
    page.leftOut.add(taken.leftOut)
    page.pictureFiles.set(file, null)
    return null
  }
  page.pictureFiles.set(file, taken.key)
  return taken.key
}
