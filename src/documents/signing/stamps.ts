import { AssistantError } from '../../shared/errors/index.ts'
import type { StampPlace } from './model.ts'

export type Size = { readonly width: number; readonly height: number }

/** What is seen of the seal on one page, in millimetres from the top left. `page` counts from 0. */
export type Stamp = Size & {
  readonly page: number
  readonly left: number
  readonly top: number
  /** How much of the picture is cut off at its left; the strip is as wide as the stamp. */
  readonly cut: number
}

/** A seal of 40 mm gives strips of 2 mm; narrower ones show nothing. */
export const mostStrips = 20

/** What a page may be smaller than its seal by, because sizes are written rounded. */
const tolerance = 0.01

/** Thousandths of a millimetre: what the files hold. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000

/**
 * The pages in groups that are as even as possible, each with a whole seal: so no page stands alone, and the strips
 * of all groups have almost the same width.
 */
export const stripGroups = (pages: number): readonly number[] => {
  const groups = Math.ceil(pages / mostStrips)
  return Array.from(
    { length: groups },
    (_, i) => Math.floor(((i + 1) * pages) / groups) - Math.floor((i * pages) / groups),
  )
}

const stripsAcross = (pages: readonly Size[], seal: Size, top: number): readonly Stamp[] => {
  if (pages.length < 2) throw new AssistantError('signing-too-few-pages')
  const strips = stripGroups(pages.length).flatMap((count) =>
    Array.from({ length: count }, (_, i) => [
      rounded((i * seal.width) / count),
      rounded(((i + 1) * seal.width) / count),
    ]),
  )
  return strips.map(([cut = 0, end = 0], page) => {
    const width = rounded(end - cut)
    return { page, left: rounded((pages[page]?.width ?? 0) - width), top, width, height: seal.height, cut }
  })
}

const stampsAt = (place: StampPlace, pages: readonly Size[], seal: Size): readonly Stamp[] => {
  switch (place.kind) {
    case 'page': {
      const { page, left, top } = place
      if (pages[page - 1] === undefined)
        throw new AssistantError('signing-no-page', { page, pages: pages.length })
      return [{ page: page - 1, left, top, ...seal, cut: 0 }]
    }
    case 'every-page':
      return pages.map((_, page) => ({ page, left: place.left, top: place.top, ...seal, cut: 0 }))
    case 'across-edges':
      return stripsAcross(pages, seal, place.top)
  }
}

const isInside = ({ left, top, width, height }: Stamp, page: Size): boolean =>
  left >= 0 && top >= 0 && left + width <= page.width + tolerance && top + height <= page.height + tolerance

/** All stamps of a signature. Each must stand within its page. */
export const stampsOn = (
  places: readonly StampPlace[],
  pages: readonly Size[],
  { width, height }: Size,
): readonly Stamp[] => {
  const stamps = places.flatMap((place) => stampsAt(place, pages, { width, height }))
  for (const stamp of stamps) {
    const page = pages[stamp.page]
    // Comparisons with what is no number are false, so it is refused as well.
    if (page === undefined || !isInside(stamp, page))
      throw new AssistantError('signing-outside-page', { page: stamp.page + 1 })
  }
  return stamps
}
