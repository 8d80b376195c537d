import type { Item } from '../../shared/documents/drawing.ts'
import { resolved } from '../ofd-verification/paths.ts'
import { childOf, childrenOf, type Element, textOf } from '../xml/tree.ts'
import { limits } from './budget.ts'
import { boxIn, moved, times } from './numbers.ts'
import { drawBlock } from './objects.ts'
import { contentTree, guarded, type MadeSheet, type SheetGround } from './sheets.ts'
import { isOn } from './style.ts'
import type { Surroundings } from './surroundings.ts'

/** One annotation: its Appearance is a block with a place of its own (GB/T 33190, 15.2). */
const drawAnnotation = (annotation: Element, around: Surroundings): Item | null => {
  if (!isOn(annotation.attributes.get('Visible'), true)) return null
  const appearance = childOf(annotation, 'Appearance')
  if (appearance === null) return null
  const box = boxIn(appearance.attributes.get('Boundary'))
  const matrix = moved(box?.x ?? 0, box?.y ?? 0)
  const items = drawBlock(appearance, { ...around, matrix: times(around.matrix, matrix) })
  return items.length === 0 ? null : { kind: 'group', matrix, clips: [], alpha: 1, items }
}

/** The files with annotations of a page, as Annotations.xml lists them. */
const filesOf = (list: string, pageId: string, ground: SheetGround): readonly string[] => {
  const root = contentTree(list, ground.pack, ground.page)
  const entries = root === null ? [] : childrenOf(root, 'Page')
  return entries
    .filter(({ attributes }) => attributes.get('PageID') === pageId)
    .slice(0, limits.annotationFiles)
    .flatMap((entry) => resolved(textOf(entry, 'FileLoc') ?? '', list, ground.pack.names) ?? [])
}

const sheetOf = (list: string, file: string, ground: SheetGround): MadeSheet | null => {
  const root = contentTree(file, ground.pack, ground.page)
  if (root === null) return null
  const files = new Set([...ground.files, list, file])
  const around: Surroundings = {
    pack: ground.pack,
    page: ground.page,
    matrix: ground.matrix,
    resources: ground.resources,
    layerParam: undefined,
    depth: 0,
    composites: [],
    files,
  }
  const items = childrenOf(root, 'Annot').flatMap((one) => {
    if (!ground.page.budget.take('objects', 1)) {
      ground.page.leftOut.add('too-much')
      return []
    }
    return guarded(ground.page.leftOut, () => drawAnnotation(one, around)) ?? []
  })
  return items.length === 0 ? null : { origin: 'annotation', items, files }
}

/** What lies over the page: notes, marks, watermarks. */
export const annotationSheets = (
  list: string | null,
  pageId: string,
  ground: SheetGround,
): readonly MadeSheet[] => {
  if (list === null) return []
  const files = guarded(ground.page.leftOut, () => filesOf(list, pageId, ground)) ?? []
  return files.flatMap((file) => guarded(ground.page.leftOut, () => sheetOf(list, file, ground)) ?? [])
}
