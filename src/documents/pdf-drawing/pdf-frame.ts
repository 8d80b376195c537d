import type { Box, DocumentFrame, PageFrame, StampPlace } from '../../shared/documents/drawing.ts'
import { openPdf, type PdfFile } from '../pdf-structure/pdf-file.ts'
import { entry, type PdfDict, type PdfValue, refKey } from '../pdf-structure/values.ts'
import { type Field, fieldsOf } from '../pdf-verification/form-fields.ts'
import { type Page, pagesOf } from '../pdf-verification/pages.ts'
import { signaturesOf } from '../pdf-verification/signature-fields.ts'

const pointInMillimetres = 25.4 / 72
/** US letter, which ISO 32000 leaves to the reader: a page must have a MediaBox. */
const usual: Corners = { left: 0, bottom: 0, right: 612, top: 792 }
const largestSide = 14_400
const mostPages = 5000
const mostStamps = 5000
const mostAnnotations = 5000

type Corners = {
  readonly left: number
  readonly bottom: number
  readonly right: number
  readonly top: number
}

/** A rectangle (7.9.5): two corners, in whichever order. */
const cornersIn = (file: PdfFile, value: PdfValue): Corners | null => {
  const items = file.array(value)?.items.map((item) => file.resolve(item)) ?? []
  const [a, b, c, d] = items.map((item) => (item.kind === 'number' ? item.value : Number.NaN))
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null
  if (![a, b, c, d].every((number) => Math.abs(number) <= 1_000_000)) return null
  return { left: Math.min(a, c), bottom: Math.min(b, d), right: Math.max(a, c), top: Math.max(b, d) }
}

const common = (one: Corners, other: Corners): Corners => ({
  left: Math.max(one.left, other.left),
  bottom: Math.max(one.bottom, other.bottom),
  right: Math.min(one.right, other.right),
  top: Math.min(one.top, other.top),
})

const isPaper = ({ left, bottom, right, top }: Corners): boolean =>
  right > left && top > bottom && Math.max(right - left, top - bottom) <= largestSide

/** What of a page is shown: its CropBox within its MediaBox (14.11.2). */
const viewOf = (file: PdfFile, { entries }: Page): Corners => {
  const [media, crop] = ['MediaBox', 'CropBox'].map((name) => {
    const value = entries.get(name)
    return value === undefined ? null : cornersIn(file, value)
  })
  const whole = media && isPaper(media) ? media : usual
  const shown = crop ? common(whole, crop) : whole
  return isPaper(shown) ? shown : whole
}

const turnOf = (file: PdfFile, { entries }: Page): number => {
  const value = entries.get('Rotate')
  const turn = value === undefined ? null : file.resolve(value)
  return turn?.kind === 'number' && turn.value % 90 === 0 ? ((turn.value % 360) + 360) % 360 : 0
}

type Paper = { readonly view: Corners; readonly turn: number }

const sizeOf = ({ view, turn }: Paper): PageFrame => {
  const [width, height] = [view.right - view.left, view.top - view.bottom].map(
    (side) => side * pointInMillimetres,
  )
  const [across = 0, down = 0] = turn % 180 === 0 ? [width, height] : [height, width]
  return { width: across, height: down }
}

/** A rectangle of the page in millimetres from the corner that is top left once the page is turned. */
const placeOf = (rect: Corners, { view, turn }: Paper): Box => {
  const [left, right, top, bottom] = [
    rect.left - view.left,
    view.right - rect.right,
    view.top - rect.top,
    rect.bottom - view.bottom,
  ]
  const [width, height] = [rect.right - rect.left, rect.top - rect.bottom]
  const corner: Readonly<Record<number, readonly [number, number]>> = {
    0: [left, top],
    90: [bottom, left],
    180: [right, bottom],
    270: [top, right],
  }
  const [x, y] = corner[turn] ?? [left, top]
  const [across, down] = turn % 180 === 0 ? [width, height] : [height, width]
  const [a, b, c, d] = [x, y, across, down].map((length) => length * pointInMillimetres)
  return { x: a ?? 0, y: b ?? 0, width: c ?? 0, height: d ?? 0 }
}

type Shown = {
  readonly file: PdfFile
  readonly fields: ReadonlyMap<string, Field>
  readonly ids: ReadonlyMap<PdfDict, string>
}

/** The places of signatures on a page: widgets of signature fields that the page itself lists. */
const stampsOn = (page: Page, number: number, { file, fields, ids }: Shown): readonly StampPlace[] => {
  const paper = { view: viewOf(file, page), turn: turnOf(file, page) }
  const listed = file.array(page.entries.get('Annots') ?? { kind: 'null' })?.items ?? []
  return listed.slice(0, mostAnnotations).flatMap((annotation) => {
    const field = annotation.kind === 'ref' ? fields.get(refKey(annotation)) : undefined
    if (field?.type !== 'Sig') return []
    const dict = file.dict(field.value)
    const id = dict === null ? undefined : ids.get(dict)
    const rect = cornersIn(file, entry(field.dict, 'Rect'))
    if (id === undefined || rect === null || rect.right === rect.left || rect.top === rect.bottom) return []
    return [{ signature: id, page: number, box: placeOf(rect, paper), clip: null }]
  })
}

/** Sizes of the pages of a PDF and where its signatures are shown. Another program draws the pages. */
export const pdfFrame = (bytes: Uint8Array): DocumentFrame => {
  const file = openPdf(bytes)
  const all = pagesOf(file)
  const pages = all.slice(0, mostPages)
  const ids = new Map(signaturesOf(file).map(({ dict, id }) => [dict, id]))
  const shown = { file, fields: fieldsOf(file), ids }
  const stamps = ids.size === 0 ? [] : pages.flatMap((page, number) => stampsOn(page, number, shown))
  const undrawn = all.length - pages.length
  return {
    pages: pages.map((page) => sizeOf({ view: viewOf(file, page), turn: turnOf(file, page) })),
    stamps: stamps.slice(0, mostStamps),
    leftOut: undrawn > 0 ? [{ kind: 'too-much', count: undrawn }] : [],
  }
}
