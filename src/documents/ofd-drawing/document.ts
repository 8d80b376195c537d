import type { Box } from '../../shared/documents/drawing.ts'
import { readings, resolved } from '../ofd-verification/paths.ts'
import type { Package } from '../package/package.ts'
import { RefusedFile } from '../refused-file.ts'
import { childOf, childrenOf, type Element, readTree, textOf } from '../xml/tree.ts'
import { limits } from './budget.ts'
import { boxIn } from './numbers.ts'
import { type Resources, readResources } from './resources.ts'

export type TemplatePage = { readonly file: string | null; readonly isForeground: boolean }
export type ListedPage = { readonly id: string; readonly file: string | null; readonly area: Box }

/** What Document.xml says (GB/T 33190, 7.5). */
export type DocumentFile = {
  readonly file: string
  readonly pages: readonly ListedPage[]
  /** How many pages there are; the list may have more than are drawn. */
  readonly count: number
  readonly templates: ReadonlyMap<string, TemplatePage>
  readonly area: Box
  readonly resources: Resources
  /** Annotations.xml. */
  readonly annotations: string | null
}

const a4: Box = { x: 0, y: 0, width: 210, height: 297 }
const [smallest, largest] = [1, 5000]

const isPaper = ({ width, height }: Box): boolean =>
  Math.min(width, height) >= smallest && Math.max(width, height) <= largest

/** A PhysicalBox; null if no paper has such a size. */
export const paperIn = (text: string | null): Box | null => {
  const box = boxIn(text)
  return box !== null && isPaper(box) ? box : null
}

/** The paper of an area. */
export const areaIn = (element: Element | null, usual: Box): Box =>
  (element === null ? null : paperIn(textOf(element, 'PhysicalBox'))) ?? usual

const pathsOf = (common: Element, name: string): readonly string[] =>
  childrenOf(common, name).map(({ text }) => text.trim())

const resourceFiles = (common: Element, file: string, names: Package['names']): readonly string[] =>
  ['PublicRes', 'DocumentRes']
    .flatMap((name) => pathsOf(common, name))
    .slice(0, limits.resourceFiles)
    .flatMap((path) => readings(path, file, names)[0] ?? [])

const templatesOf = (common: Element, file: string, names: Package['names']): DocumentFile['templates'] => {
  const found = new Map<string, TemplatePage>()
  for (const { attributes } of childrenOf(common, 'TemplatePage')) {
    const id = attributes.get('ID') ?? ''
    if (found.has(id)) continue
    found.set(id, {
      file: resolved(attributes.get('BaseLoc') ?? '', file, names),
      isForeground: attributes.get('ZOrder') === 'Foreground',
    })
  }
  return found
}

export const readDocumentFile = (file: string, pack: Package): DocumentFile => {
  if ((pack.sizeOf(file) ?? 0) > limits.documentBytes) throw new RefusedFile('limits-exceeded', [file])
  const bytes = pack.read(file)
  if (bytes === null) throw new RefusedFile('damaged', [file])
  const root = readTree(bytes)
  const common = childOf(root, 'CommonData')
  const pages = childOf(root, 'Pages')
  if (common === null || pages === null) throw new RefusedFile('damaged', [file])
  const listed = childrenOf(pages, 'Page')
  const area = areaIn(childOf(common, 'PageArea'), a4)
  const annotations = textOf(root, 'Annotations')
  return {
    file,
    count: listed.length,
    pages: listed.slice(0, limits.pages).map(({ attributes }) => ({
      id: attributes.get('ID') ?? '',
      file: resolved(attributes.get('BaseLoc') ?? '', file, pack.names),
      area,
    })),
    templates: templatesOf(common, file, pack.names),
    area,
    resources: readResources(resourceFiles(common, file, pack.names), pack, textOf(common, 'DefaultCS')),
    annotations: annotations === null ? null : resolved(annotations, file, pack.names),
  }
}
