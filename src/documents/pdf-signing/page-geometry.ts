import type { PdfFile } from '../pdf-structure/pdf-file.ts'
import { nothing, type PdfRef, type PdfValue } from '../pdf-structure/values.ts'
import { type Page, pagesOf } from '../pdf-verification/pages.ts'
import { RefusedFile } from '../refused-file.ts'
import type { Size, Stamp } from '../signing/stamps.ts'

type Box = { readonly left: number; readonly bottom: number; readonly right: number; readonly top: number }
export type Turn = 0 | 90 | 180 | 270

/** A page as it is seen: its size in millimetres, and how that lies in the coordinates of the file. */
export type SeenPage = Size & {
  readonly ref: PdfRef
  readonly box: Box
  /** Degrees by which it is turned clockwise when it is shown. */
  readonly turn: Turn
  /** Units of the page in a millimetre. */
  readonly perMm: number
}

/** ISO 32000-1, 8.3.2.3: a unit is 1/72 inch, times UserUnit. */
const unitsPerMm = 72 / 25.4

const numberAt = (file: PdfFile, value: PdfValue): number => {
  const found = file.resolve(value)
  if (found.kind !== 'number' || !Number.isFinite(found.value)) throw new RefusedFile('damaged', ['Page'])
  return found.value
}

const boxIn = (file: PdfFile, value: PdfValue): Box | null => {
  const items = file.array(value)?.items
  if (items === undefined) return null
  if (items.length !== 4) throw new RefusedFile('damaged', ['MediaBox'])
  const [a = 0, b = 0, c = 0, d = 0] = items.map((item) => numberAt(file, item))
  return { left: Math.min(a, c), bottom: Math.min(b, d), right: Math.max(a, c), top: Math.max(b, d) }
}

/** What is shown of a page: its CropBox as far as there is paper (14.11.2). */
const shownBox = (page: Page, file: PdfFile): Box => {
  const paper = boxIn(file, page.entries.get('MediaBox') ?? nothing)
  if (paper === null) throw new RefusedFile('damaged', ['MediaBox'])
  const crop = boxIn(file, page.entries.get('CropBox') ?? nothing) ?? paper
  const box = {
    left: Math.max(paper.left, crop.left),
    bottom: Math.max(paper.bottom, crop.bottom),
    right: Math.min(paper.right, crop.right),
    top: Math.min(paper.top, crop.top),
  }
  if (box.right <= box.left || box.top <= box.bottom) throw new RefusedFile('damaged', ['CropBox'])
  return box
}

const turnOf = (page: Page, file: PdfFile): Turn => {
  const value = page.entries.get('Rotate')
  const degrees = value === undefined ? 0 : ((numberAt(file, value) % 360) + 360) % 360
  if (degrees === 0 || degrees === 90 || degrees === 180 || degrees === 270) return degrees
  throw new RefusedFile('damaged', ['Rotate'])
}

const seen = (page: Page, file: PdfFile): SeenPage => {
  const [box, turn] = [shownBox(page, file), turnOf(page, file)]
  const unit = page.entries.get('UserUnit')
  const perMm = unitsPerMm / (unit === undefined ? 1 : numberAt(file, unit))
  if (!(perMm > 0 && Number.isFinite(perMm))) throw new RefusedFile('damaged', ['UserUnit'])
  const [across, up] = [(box.right - box.left) / perMm, (box.top - box.bottom) / perMm]
  const size = turn % 180 === 0 ? { width: across, height: up } : { width: up, height: across }
  return { ref: page.ref, box, turn, perMm, ...size }
}

export const seenPages = (file: PdfFile): readonly SeenPage[] => pagesOf(file).map((page) => seen(page, file))

export type Rectangle = readonly [left: number, bottom: number, right: number, top: number]

/** Where a stamp lies in the coordinates of its page. */
export const rectangleOf = (stamp: Stamp, { box, turn, perMm }: SeenPage): Rectangle => {
  const [left, top] = [stamp.left * perMm, stamp.top * perMm]
  const [right, bottom] = [left + stamp.width * perMm, top + stamp.height * perMm]
  switch (turn) {
    case 0:
      return [box.left + left, box.top - bottom, box.left + right, box.top - top]
    case 90:
      return [box.left + top, box.bottom + left, box.left + bottom, box.bottom + right]
    case 180:
      return [box.right - right, box.bottom + top, box.right - left, box.bottom + bottom]
    case 270:
      return [box.right - bottom, box.top - right, box.right - top, box.top - left]
  }
}

/** The matrix that turns what is drawn upright against the turn of the page (12.5.5, algorithm 8.1). */
export const uprightMatrix: Readonly<Record<Turn, readonly number[]>> = {
  0: [1, 0, 0, 1, 0, 0],
  90: [0, 1, -1, 0, 0, 0],
  180: [-1, 0, 0, -1, 0, 0],
  270: [0, -1, 1, 0, 0, 0],
}
