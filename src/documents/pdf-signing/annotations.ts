import type { PdfFile } from '../pdf-structure/pdf-file.ts'
import { array, dict, name, number, text } from '../pdf-structure/serialised.ts'
import type { PdfRef, PdfValue } from '../pdf-structure/values.ts'
import { RefusedFile } from '../refused-file.ts'
import type { Stamp } from '../signing/stamps.ts'
import { appearancesOf, type Look } from './appearance.ts'
import type { Drafts } from './drafts.ts'
import { freshFieldName, hangInPage } from './form.ts'
import { rectangleOf, type SeenPage } from './page-geometry.ts'

/** Flags of annotations (ISO 32000-1, table 165). */
const print = 4
const readOnly = 64
const locked = 128
const lockedContents = 512

export type Scene = {
  readonly file: PdfFile
  readonly drafts: Drafts
  readonly pages: readonly SeenPage[]
  readonly caption: string
}

type Placed = { readonly page: SeenPage; readonly entries: Readonly<Record<string, PdfValue>> }

/** An annotation and its page. */
type Hung = { readonly page: PdfRef; readonly ref: PdfRef }

/** What every annotation has: its page, its place and its appearance. */
const placed = (stamp: Stamp, appearance: PdfRef, pages: readonly SeenPage[]): Placed => {
  const page = pages[stamp.page]
  if (page === undefined) throw new RefusedFile('damaged', ['Pages'])
  return {
    page,
    entries: {
      Type: name('Annot'),
      P: page.ref,
      Rect: array(...rectangleOf(stamp, page).map(number)),
      AP: dict({ N: appearance }),
    },
  }
}

/** Strips and repetitions are stamps of their own: a signature field has one widget only (ISO 32000-2, 12.7.5.5). */
const stampAnnotation = (stamp: Stamp, appearance: PdfRef, { pages, caption, drafts }: Scene): Hung => {
  const { page, entries } = placed(stamp, appearance, pages)
  const annotation = dict({
    ...entries,
    Subtype: name('Stamp'),
    F: number(print | readOnly | locked | lockedContents),
    Contents: text(caption),
  })
  return { page: page.ref, ref: drafts.add(annotation) }
}

const signatureWidget = (
  signature: PdfRef,
  shown: { readonly stamp: Stamp; readonly appearance: PdfRef } | null,
  { file, pages, caption, drafts }: Scene,
): Hung => {
  const [first] = pages
  if (first === undefined) throw new RefusedFile('damaged', ['Pages'])
  const unseen = {
    page: first,
    entries: { Type: name('Annot'), P: first.ref, Rect: array(...[0, 0, 0, 0].map(number)) },
  }
  const { page, entries } = shown === null ? unseen : placed(shown.stamp, shown.appearance, pages)
  const widget = dict({
    ...entries,
    Subtype: name('Widget'),
    FT: name('Sig'),
    T: text(freshFieldName(file)),
    TU: text(caption),
    F: number(print | locked),
    V: signature,
    ...(page.turn === 0 ? {} : { MK: dict({ R: number(page.turn) }) }),
  })
  return { page: page.ref, ref: drafts.add(widget) }
}

/** All annotations of the signature, its widget first. */
export const annotated = (
  signature: PdfRef,
  look: Look | null,
  stamps: readonly Stamp[],
  scene: Scene,
): readonly Hung[] => {
  const { drafts, pages } = scene
  const [first, ...others] = stamps
  if (look === null || first === undefined) return [signatureWidget(signature, null, scene)]
  const appearanceOf = appearancesOf(look, drafts)
  const drawn = (stamp: Stamp): PdfRef => {
    const page = pages[stamp.page]
    if (page === undefined) throw new RefusedFile('damaged', ['Pages'])
    return appearanceOf(stamp, page)
  }
  const widget = signatureWidget(signature, { stamp: first, appearance: drawn(first) }, scene)
  return [widget, ...others.map((stamp) => stampAnnotation(stamp, drawn(stamp), scene))]
}

/** Hangs all annotations into their pages, each page once. */
export const hungIn = (annotations: readonly Hung[], { file, drafts }: Scene): void => {
  const byPage = new Map<PdfRef, PdfRef[]>()
  for (const { page, ref } of annotations) byPage.set(page, [...(byPage.get(page) ?? []), ref])
  for (const [page, refs] of byPage) hangInPage(page, refs, file, drafts)
}
