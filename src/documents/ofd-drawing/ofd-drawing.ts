import type { DocumentFrame, Item, Matrix, PageDrawing, Sheet } from '../../shared/documents/drawing.ts'
import { readDocuments } from '../ofd-verification/signature-list.ts'
import { openPackage, type Package } from '../package/package.ts'
import { RefusedFile } from '../refused-file.ts'
import { childrenOf, type Element } from '../xml/tree.ts'
import { annotationSheets } from './annotations.ts'
import { budget, limits, tally } from './budget.ts'
import { coveredSheet, pageCover } from './cover.ts'
import { areaIn, type DocumentFile, type ListedPage, readDocumentFile } from './document.ts'
import { moved } from './numbers.ts'
import { pageAreas } from './page-area.ts'
import { inReadingOrder } from './reading-order.ts'
import { contentTree, guarded, type MadeSheet, pageSheet, type SheetGround } from './sheets.ts'
import { type ReadSignature, readSignatures } from './signatures.ts'
import { type DrawFirstPage, drawStamps, type SealedPlace } from './stamps.ts'
import type { PageInWork } from './surroundings.ts'

export type OfdDrawing = {
  readonly frame: DocumentFrame
  /** Draws a page, counted from 0; null if there is none of that number. */
  readonly draw: (page: number) => PageDrawing | null
}

const pageInWork = (): PageInWork => ({
  budget: budget(),
  leftOut: tally(),
  fonts: new Map(),
  fontFiles: new Map(),
  pictureFiles: new Map(),
  pictures: new Map(),
  spoken: [],
})

type Templated = { readonly below: readonly MadeSheet[]; readonly above: readonly MadeSheet[] }

/** The templates that a page asks for. Those that templates ask for are not followed, so there is no circle. */
const templateSheets = (root: Element, document: DocumentFile, ground: SheetGround): Templated => {
  const { leftOut } = ground.page
  const wanted = childrenOf(root, 'Template')
  if (wanted.length > limits.templates) leftOut.add('template', wanted.length - limits.templates)
  const made = wanted.slice(0, limits.templates).flatMap(({ attributes }) => {
    const template = document.templates.get(attributes.get('TemplateID') ?? '')
    const file = template?.file ?? null
    const tree = file === null ? null : contentTree(file, ground.pack, ground.page)
    if (template === undefined || file === null || tree === null) {
      leftOut.add('template')
      return []
    }
    leftOut.add('template', childrenOf(tree, 'Template').length)
    const order = attributes.get('ZOrder')
    const isAbove = order === undefined ? template.isForeground : order === 'Foreground'
    const sheet = guarded(leftOut, () => pageSheet(tree, file, 'template', ground))
    return sheet === null ? [] : [{ sheet, isAbove }]
  })
  const those = (above: boolean) => made.filter(({ isAbove }) => isAbove === above).map(({ sheet }) => sheet)
  return { below: those(false), above: those(true) }
}

type DrawnSheets = { readonly sheets: readonly MadeSheet[]; readonly width: number; readonly height: number }

const drawSheets = (
  listed: ListedPage,
  document: DocumentFile,
  pack: Package,
  page: PageInWork,
): DrawnSheets => {
  const tree = contentTree(listed.file, pack, page)
  const areas = tree === null ? [] : childrenOf(tree, 'Area')
  const { x, y, width, height } = areaIn(areas[0] ?? null, listed.area)
  const matrix: Matrix = moved(-x, -y)
  const { resources } = document
  const files = [document.file, ...resources.files]
  const ground: SheetGround = { pack, page, matrix, resources, files }
  if (resources.unread > 0) page.leftOut.add('resource', resources.unread)
  const { file } = listed
  const { below, above } = tree === null ? { below: [], above: [] } : templateSheets(tree, document, ground)
  const own =
    tree === null || file === null ? null : guarded(page.leftOut, () => pageSheet(tree, file, 'page', ground))
  const notes = annotationSheets(document.annotations, listed.id, ground)
  const sheets = [...below, ...(own === null ? [] : [own]), ...above, ...notes]
  // Papers that do not begin at 0 0 are moved there.
  const placed = sheets.map((sheet) => ({ ...sheet, items: shifted(sheet.items, matrix) }))
  return { sheets: placed, width, height }
}

const shifted = (items: readonly Item[], matrix: Matrix): readonly Item[] =>
  matrix[4] === 0 && matrix[5] === 0 ? items : [{ kind: 'group', matrix, clips: [], alpha: 1, items }]

/** One seal within another is the most that is drawn. */
const drawFirstPage: DrawFirstPage = (bytes, page) => {
  const pack = openPackage(bytes)
  const unpacked = [...pack.names].reduce((sum, name) => sum + (pack.sizeOf(name) ?? 0), 0)
  if (!page.budget.take('readBytes', unpacked)) return null
  const [first] = readDocuments(pack) ?? []
  const document = first === undefined ? null : readDocumentFile(first.root, pack)
  const listed = document?.pages[0]
  if (document === null || listed === undefined) return null
  // Its files have names of their own, and what it says is not the page's text.
  const own: PageInWork = {
    ...page,
    fonts: new Map(),
    fontFiles: new Map(),
    pictureFiles: new Map(),
    spoken: [],
  }
  const { sheets, width, height } = drawSheets(listed, document, pack, own)
  for (const [place, font] of own.fonts) page.fonts.set(`${font.key}:${place}`, font)
  return { items: sheets.flatMap(({ items }) => items), width, height }
}

type OpenDocument = {
  readonly file: DocumentFile
  readonly pages: readonly ListedPage[]
  readonly signatures: readonly ReadSignature[]
  /** How many pages come before it. */
  readonly before: number
}

const stampsOf = ({ pages, signatures, before }: OpenDocument): readonly SealedPlace[] => {
  const numbers = new Map(pages.map(({ id }, i) => [id, i]))
  return signatures.flatMap(({ id, stamps, seal }) =>
    stamps.flatMap(({ page, box, clip }) => {
      const at = numbers.get(page) ?? -1
      const area = pages[at]?.area
      if (area === undefined) return []
      const placed = { ...box, x: box.x - area.x, y: box.y - area.y }
      return [{ signature: id, page: before + at, box: placed, clip, seal }]
    }),
  )
}

const drawPage = (
  listed: ListedPage,
  document: OpenDocument,
  pack: Package,
  places: readonly SealedPlace[],
): PageDrawing => {
  const page = pageInWork()
  const { signatures, file } = document
  const { sheets, width, height } = drawSheets(listed, file, pack, page)
  const stamps = drawStamps(places, page, drawFirstPage)
  return {
    width,
    height,
    sheets: sheets.map((sheet): Sheet => coveredSheet(sheet, signatures)),
    stamps,
    fonts: [...new Map([...page.fonts.values()].map((font) => [font.key, font])).values()],
    pictures: [...page.pictures.values()],
    text: inReadingOrder(page.spoken),
    cover: pageCover(sheets, signatures),
    leftOut: page.leftOut.all(),
  }
}

const openDocuments = (pack: Package): readonly OpenDocument[] => {
  const documents = readDocuments(pack)
  if (documents === null) throw new RefusedFile('not-a-document')
  let before = 0
  return documents.map((document) => {
    const file = readDocumentFile(document.root, pack)
    const areas = pageAreas(file.pages, pack)
    const pages = file.pages.map((page, i) => ({ ...page, area: areas[i] ?? page.area }))
    const open = { file, pages, signatures: readSignatures(document, pack), before }
    before += pages.length
    return open
  })
}

/** An OFD as pages that can be drawn one by one. What the verification refuses to read is refused here as well. */
export const ofdDrawing = (pack: Package): OfdDrawing => {
  const documents = openDocuments(pack)
  const pages = documents.flatMap((document) => document.pages.map((listed) => ({ listed, document })))
  const all = documents.flatMap(stampsOf)
  const places = all.slice(0, limits.stamps)
  const leftOut = tally()
  const written = documents.flatMap(({ signatures }) => signatures.flatMap(({ stamps }) => stamps)).length
  const unplaced = written - places.length
  const undrawn = documents.reduce((sum, { file }) => sum + file.count - file.pages.length, 0)
  if (unplaced > 0) leftOut.add('seal-picture', unplaced)
  if (undrawn > 0) leftOut.add('too-much', undrawn)
  return {
    frame: {
      pages: pages.map(({ listed }) => ({ width: listed.area.width, height: listed.area.height })),
      stamps: places.map(({ seal: _, ...place }) => place),
      leftOut: leftOut.all(),
    },
    draw: (number) => {
      const found = pages[number]
      if (found === undefined) return null
      const own = places.filter(({ page }) => page === number)
      return drawPage(found.listed, found.document, pack, own)
    },
  }
}
