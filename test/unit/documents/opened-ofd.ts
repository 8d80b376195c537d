import { openDrawing } from '../../../src/documents/index.ts'
import type { DocumentFrame, Item, LeftOutKind, PageDrawing } from '../../../src/shared/documents/drawing.ts'
import { pageDrawing } from '../../../src/shared/documents/drawing-contract.ts'
import { ofdBytes, type PagePlan } from '../../forgeries/page-maker.ts'

export type OpenedOfd = {
  readonly frame: DocumentFrame
  /** The page, after it has passed the check of the contract. */
  readonly page: (number: number) => PageDrawing
}

export const openOfd = (bytes: Buffer): OpenedOfd => {
  const drawing = openDrawing(bytes)
  if (drawing.kind !== 'ofd') throw new Error(`not drawn: ${drawing.kind}`)
  const page = (number: number): PageDrawing => {
    const drawn = drawing.draw(number)
    const checked = pageDrawing.parse(JSON.parse(JSON.stringify(drawn)))
    return checked
  }
  return { frame: drawing.frame, page }
}

/** The page of an OFD that is made for one question. */
export const drawnPage = (plan: PagePlan): PageDrawing => openOfd(ofdBytes(plan)).page(0)

/** All items of a page, with those inside groups. */
export const itemsOf = ({ sheets }: Pick<PageDrawing, 'sheets'>): readonly Item[] => {
  const flat = (item: Item): readonly Item[] =>
    item.kind === 'group' ? [item, ...item.items.flatMap(flat)] : [item]
  return sheets.flatMap(({ items }) => items.flatMap(flat))
}

export const itemsOfKind = <Kind extends Item['kind']>(
  page: Pick<PageDrawing, 'sheets'>,
  kind: Kind,
): readonly Extract<Item, { readonly kind: Kind }>[] =>
  itemsOf(page).filter((item): item is Extract<Item, { readonly kind: Kind }> => item.kind === kind)

export const leftOutOf = ({ leftOut }: Pick<PageDrawing, 'leftOut'>): Partial<Record<LeftOutKind, number>> =>
  Object.fromEntries(leftOut.map(({ kind, count }) => [kind, count]))
