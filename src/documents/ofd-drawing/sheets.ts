import type { Item, Sheet } from '../../shared/documents/drawing.ts'
import { readings } from '../ofd-verification/paths.ts'
import type { Package } from '../package/package.ts'
import { RefusedFile } from '../refused-file.ts'
import { childOf, childrenOf, type Element, readTree } from '../xml/tree.ts'
import { limits, type Tally } from './budget.ts'
import { drawBlock } from './objects.ts'
import { type Resources, readResources } from './resources.ts'
import type { PageInWork, Surroundings } from './surroundings.ts'

/** A sheet with the files that it is made of. */
export type MadeSheet = Omit<Sheet, 'coveredBy'> & { readonly files: ReadonlySet<string> }

/** A file with contents as a tree; null if it is not there, cannot be read or is too large, which is told. */
export const contentTree = (file: string | null, pack: Package, page: PageInWork): Element | null => {
  const size = file === null ? null : pack.sizeOf(file)
  if (file === null || size === null) {
    page.leftOut.add('unreadable')
    return null
  }
  if (size > limits.contentBytes || !page.budget.take('readBytes', size)) {
    page.leftOut.add('too-much')
    return null
  }
  try {
    const bytes = pack.read(file)
    return bytes === null ? null : readTree(bytes, limits.contentElements)
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error
    page.leftOut.add(error.code === 'limits-exceeded' ? 'too-much' : 'unreadable')
    return null
  }
}

const order = new Map(Object.entries({ Background: 0, Body: 1, Foreground: 2 }))

/** Layers from the lowest to the highest; those of one kind keep their order. */
const layersOf = (content: Element): readonly Element[] => {
  const rank = ({ attributes }: Element) => order.get(attributes.get('Type') ?? 'Body') ?? 1
  return [...childrenOf(content, 'Layer')].sort((one, other) => rank(one) - rank(other))
}

export type SheetGround = {
  readonly pack: Package
  readonly page: PageInWork
  readonly matrix: Surroundings['matrix']
  readonly resources: Resources
  /** Files that every sheet needs: Document.xml and the resources. */
  readonly files: readonly string[]
}

const ownResources = (root: Element, file: string, { pack, resources, page }: SheetGround): Resources => {
  const paths = childrenOf(root, 'PageRes').slice(0, limits.resourceFiles)
  const found = paths.flatMap(({ text }) => readings(text.trim(), file, pack.names)[0] ?? [])
  const fits = found.filter((name) => page.budget.take('readBytes', pack.sizeOf(name) ?? 0))
  if (fits.length < paths.length) page.leftOut.add('resource', paths.length - fits.length)
  return fits.length === 0 ? resources : readResources(fits, pack, null, resources)
}

/** What a page file shows, its own or a template's. */
export const pageSheet = (
  root: Element,
  file: string,
  origin: Sheet['origin'],
  ground: SheetGround,
): MadeSheet => {
  const resources = ownResources(root, file, ground)
  const files = new Set([...ground.files, ...resources.files, file])
  const content = childOf(root, 'Content')
  const items: Item[] = []
  for (const layer of content === null ? [] : layersOf(content))
    items.push(
      ...drawBlock(layer, {
        pack: ground.pack,
        page: ground.page,
        matrix: ground.matrix,
        resources,
        layerParam: layer.attributes.get('DrawParam'),
        depth: 0,
        composites: [],
        files,
      }),
    )
  return { origin, items, files }
}

/** The same, or nothing of it where the file is broken in a way that no object is. */
export const guarded = <T>(leftOut: Tally, make: () => T): T | null => {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error
    leftOut.add(error.code === 'limits-exceeded' ? 'too-much' : 'unreadable')
    return null
  }
}
