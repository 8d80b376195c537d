import { drawBlock } from '../../../../src/documents/ofd-drawing/objects.ts'
import type { Surroundings } from '../../../../src/documents/ofd-drawing/surroundings.ts'
import type { Item } from '../../../../src/shared/documents/drawing.ts'
import { element, surroundings } from './around.ts'

export const draw = (inner: string, around: Surroundings = surroundings()) => {
  const items = drawBlock(element(`<Layer>${inner}</Layer>`), around)
  const left = Object.fromEntries(around.page.leftOut.all().map(({ kind, count }) => [kind, count]))
  return { items, left }
}
export const only = (inner: string, around?: Surroundings): Item => {
  const { items, left } = draw(inner, around)
  const [item] = items
  if (item === undefined || items.length > 1)
    throw new Error(`not one item: ${JSON.stringify({ items, left })}`)
  return item
}
export const data = (text: string) => `<AbbreviatedData>${text}</AbbreviatedData>`
export const path = (attributes = '', inner = data('M 0 0 L 10 10')) =>
  `<PathObject ${attributes}>${inner}</PathObject>`
export const clips = (flag: string) =>
  `<Clips TransFlag="${flag}"><Clip><Area><Path>${data('M 7 7')}</Path></Area></Clip></Clips>`
