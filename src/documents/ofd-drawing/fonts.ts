import type { FontStyle, PageFont } from '../../shared/documents/drawing.ts'
import { browserFaces } from '../embedded-font/embedded-font.ts'
import { RefusedFile } from '../refused-file.ts'
import { keyOf } from './pictures.ts'
import type { FontResource } from './resources.ts'
import type { EmbeddedFont, Surroundings } from './surroundings.ts'

/** In this order, because names of 仿宋 contain 宋. */
const styles: readonly (readonly [FontStyle, RegExp])[] = [
  ['fang', /仿宋|fang/i],
  ['kai', /楷|kai/i],
  ['hei', /黑|圆|等线|hei|yuan|sans|arial|helvetica|verdana|tahoma|dengxian|calibri/i],
  ['mono', /courier|mono|consolas/i],
]

const styleOf = ({ names, isFixed }: FontResource): FontStyle =>
  styles.find(([, pattern]) => names.some((name) => pattern.test(name)))?.[0] ?? (isFixed ? 'mono' : 'song')

const noFaces: EmbeddedFont = { key: '', byLetter: null, byGlyph: null }

const base64 = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes).toString('base64')

/** The faces of an embedded font as browsers read them; null if it is none or too large. */
const readFaces = (file: string, { pack, page }: Surroundings): EmbeddedFont | null => {
  const size = pack.sizeOf(file) ?? 0
  const { take } = page.budget
  // Both faces may be sent, each with tables that are added.
  const fits = take('fontFiles', 1) && take('pageBytes', 2 * size + 1000) && take('readBytes', size)
  const bytes = fits ? pack.read(file) : null
  const faces = bytes === null ? null : browserFaces(bytes)
  if (bytes === null || faces === null) return null
  return { key: keyOf(bytes), byLetter: base64(faces.byLetter), byGlyph: base64(faces.byGlyph) }
}

/** A file without a face is told once. */
const facesOf = (file: string, around: Surroundings): EmbeddedFont => {
  const { page, files } = around
  files.add(file)
  const known = page.fontFiles.get(file)
  if (known !== undefined) return known
  const faces = withoutRefusal(() => readFaces(file, around))
  if (faces === null) page.leftOut.add('font')
  page.fontFiles.set(file, faces ?? noFaces)
  return faces ?? noFaces
}

const withoutRefusal = <T>(work: () => T): T | null => {
  try {
    return work()
  } catch (error) {
    if (error instanceof RefusedFile) return null
    throw error
  }
}

export type UsedFont = { readonly font: PageFont; readonly resource: FontResource }

/** The font of a text object, taken along with the page. null: the resources have none of this ID. */
export const fontOf = (id: string, around: Surroundings): UsedFont | null => {
  const { resources, page } = around
  const resource = resources.font(id)
  if (resource === null) return null
  const place = JSON.stringify([resource.file, resource.names, resource.isFixed])
  const known = page.fonts.get(place)
  if (known !== undefined) return { font: known, resource }
  const faces = resource.file === null ? noFaces : facesOf(resource.file, around)
  const font: PageFont = {
    // The same on every page, and another one if a second package has a file of the same name.
    key: keyOf(Buffer.from(faces.key + place)),
    names: resource.names,
    style: styleOf(resource),
    byLetter: faces.byLetter,
    byGlyph: faces.byGlyph,
  }
  page.fonts.set(place, font)
  return { font, resource }
}
