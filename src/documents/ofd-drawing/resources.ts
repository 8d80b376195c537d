import { readings } from '../ofd-verification/paths.ts'
import type { Package } from '../package/package.ts'
import { RefusedFile } from '../refused-file.ts'
import { childOf, childrenOf, type Element, readTree, textOf } from '../xml/tree.ts'
import { limits } from './budget.ts'
import type { ColourSpace, ColourSpaces } from './colours.ts'
import { numberIn } from './numbers.ts'

/** A file that a resource names; null if the package has none there. */
export type NamedFile = { readonly file: string | null }
export type FontResource = NamedFile & {
  readonly names: readonly string[]
  readonly isBold: boolean
  readonly isItalic: boolean
  readonly isFixed: boolean
  readonly isSerif: boolean
}
export type MediaResource = NamedFile & { readonly type: string }

export type Resources = ColourSpaces & {
  readonly font: (id: string) => FontResource | null
  readonly media: (id: string) => MediaResource | null
  /** A DrawParam or a CompositeGraphicUnit, as written. */
  readonly drawParam: (id: string) => Element | null
  readonly composite: (id: string) => Element | null
  /** The files in which they stand. */
  readonly files: readonly string[]
  /** Files that are named and cannot be read. */
  readonly unread: number
}

type Shelf = {
  readonly spaces: Map<string, ColourSpace>
  readonly fonts: Map<string, FontResource>
  readonly media: Map<string, MediaResource>
  readonly params: Map<string, Element>
  readonly composites: Map<string, Element>
}

const isTrue = (element: Element, name: string): boolean => element.attributes.get(name) === 'true'

const spaceOf = (element: Element): ColourSpace => {
  const type = element.attributes.get('Type')?.toUpperCase()
  const bits = numberIn(element.attributes.get('BitsPerComponent')) ?? 8
  const palette = childOf(element, 'Palette')
  return {
    type: type === 'GRAY' || type === 'CMYK' ? type : 'RGB',
    bits: bits >= 1 && bits <= 16 ? bits : 8,
    palette: palette === null ? [] : childrenOf(palette, 'CV').map(({ text }) => text.trim()),
  }
}

/** Names go to the browser's own search for fonts, so they have nothing but letters, figures and a few signs. */
const fontName = (text: string): string =>
  text
    .replace(/[^\p{L}\p{N} _.-]/gu, '')
    .trim()
    .slice(0, 80)

const fontOf = (element: Element, find: (path: string | null) => string | null): FontResource => {
  const names = ['FontName', 'FamilyName'].map((name) => fontName(element.attributes.get(name) ?? ''))
  return {
    names: [...new Set(names.filter((name) => name !== ''))],
    isBold: isTrue(element, 'Bold'),
    isItalic: isTrue(element, 'Italic'),
    isFixed: isTrue(element, 'FixedWidth'),
    isSerif: isTrue(element, 'Serif'),
    file: find(textOf(element, 'FontFile')),
  }
}

/** The first of an ID counts. */
const put = <T>(shelf: Map<string, T>, element: Element, make: () => T): void => {
  const id = element.attributes.get('ID')
  if (id !== undefined && !shelf.has(id)) shelf.set(id, make())
}

const within = (root: Element, list: string, name: string): readonly Element[] =>
  childrenOf(root, list).flatMap((group) => childrenOf(group, name))

const fill = (shelf: Shelf, name: string, { read, sizeOf, names }: Package): void => {
  if ((sizeOf(name) ?? 0) > limits.resourceBytes) throw new RefusedFile('limits-exceeded')
  const bytes = read(name)
  if (bytes === null) throw new RefusedFile('file-missing', [name])
  const root = readTree(bytes, limits.contentElements)
  const declared = root.attributes.get('BaseLoc') ?? ''
  const find = (path: string | null) =>
    path === null || path === '' ? null : (readings(path, name, names, declared)[0] ?? null)
  for (const one of within(root, 'ColorSpaces', 'ColorSpace')) put(shelf.spaces, one, () => spaceOf(one))
  for (const one of within(root, 'DrawParams', 'DrawParam')) put(shelf.params, one, () => one)
  for (const one of within(root, 'Fonts', 'Font')) put(shelf.fonts, one, () => fontOf(one, find))
  for (const one of within(root, 'MultiMedias', 'MultiMedia'))
    put(shelf.media, one, () => ({
      type: one.attributes.get('Type') ?? '',
      file: find(textOf(one, 'MediaFile')),
    }))
  for (const one of within(root, 'CompositeGraphicUnits', 'CompositeGraphicUnit'))
    put(shelf.composites, one, () => one)
}

/** What the files hold. Those of a page come first, those of the document after them. */
export const readResources = (
  files: readonly string[],
  pack: Package,
  usual: string | null,
  above: Resources | null = null,
): Resources => {
  const shelf: Shelf = {
    spaces: new Map(),
    fonts: new Map(),
    media: new Map(),
    params: new Map(),
    composites: new Map(),
  }
  let unread = 0
  for (const file of files) {
    try {
      fill(shelf, file, pack)
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error
      unread++
    }
  }
  const space = (id: string) => shelf.spaces.get(id) ?? above?.space(id) ?? null
  return {
    space,
    usual: usual === null ? (above?.usual ?? null) : space(usual),
    font: (id) => shelf.fonts.get(id) ?? above?.font(id) ?? null,
    media: (id) => shelf.media.get(id) ?? above?.media(id) ?? null,
    drawParam: (id) => shelf.params.get(id) ?? above?.drawParam(id) ?? null,
    composite: (id) => shelf.composites.get(id) ?? above?.composite(id) ?? null,
    files: [...(above?.files ?? []), ...files],
    unread,
  }
}
