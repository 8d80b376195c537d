import type { Paint, Stroke } from '../../shared/documents/drawing.ts'
import { childOf, type Element } from '../xml/tree.ts'
import { faded, paintOf } from './colours.ts'
import { numberIn, numberOr, numbersIn } from './numbers.ts'
import type { Surroundings } from './surroundings.ts'

/** The elements that may say how an object is drawn: the object, its DrawParam and those that it builds on, the layer's. */
export type Style = {
  readonly attribute: (name: string) => string | undefined
  readonly child: (name: string) => Element | null
}

const longestChain = 16

const paramsFrom = (id: string | undefined, { resources }: Surroundings): readonly Element[] => {
  const chain: Element[] = []
  let next = id
  while (next !== undefined && chain.length < longestChain) {
    const param = resources.drawParam(next)
    if (param === null || chain.includes(param)) break
    chain.push(param)
    next = param.attributes.get('Relative')
  }
  return chain
}

export const styleOf = (element: Element, around: Surroundings): Style => {
  const own = paramsFrom(element.attributes.get('DrawParam'), around)
  const all = [element, ...own, ...paramsFrom(around.layerParam, around)]
  return {
    attribute: (name) => all.find(({ attributes }) => attributes.has(name))?.attributes.get(name),
    child: (name) => {
      for (const one of all) {
        const found = childOf(one, name)
        if (found !== null) return found
      }
      return null
    },
  }
}

/** The alpha of an object, from 0 to 1. */
export const alphaOf = ({ attributes }: Element): number =>
  Math.min(255, Math.max(0, numberIn(attributes.get('Alpha') ?? '255') ?? 255)) / 255

export const isOn = (text: string | undefined, usual: boolean): boolean =>
  text === undefined ? usual : text.trim() === 'true' || text.trim() === '1'

const caps = { Butt: 'butt', Round: 'round', Square: 'square' } as const
const joins = { Miter: 'miter', Round: 'round', Bevel: 'bevel' } as const

const chosen = <T>(table: Readonly<Record<string, T>>, name: string | undefined, usual: T): T =>
  name !== undefined && Object.hasOwn(table, name) ? (table[name] ?? usual) : usual

/** Dashes that nobody sees as such would only keep the browser busy. */
const shortestPeriod = 0.05
const mostDashes = 32

const dashOf = (text: string | undefined): readonly number[] => {
  const dash = numbersIn(text, mostDashes) ?? []
  const isSeen =
    dash.every((length) => length >= 0) && dash.reduce((sum, one) => sum + one, 0) >= shortestPeriod
  return isSeen ? dash : []
}

export const fillOf = (
  style: Style,
  usual: Paint | null,
  alpha: number,
  around: Surroundings,
): Paint | null => {
  const colour = style.child('FillColor')
  const paint = colour === null ? usual : paintOf(colour, around.resources, around.page.leftOut)
  return paint === null ? null : faded(paint, alpha)
}

export const black: Paint = { kind: 'colour', colour: '#000000', alpha: 1 }

/** A line as DrawParam describes it (GB/T 33190, 8.2, table 31, with its defaults). */
export const strokeOf = (
  style: Style,
  usual: Paint | null,
  alpha: number,
  around: Surroundings,
): Stroke | null => {
  const colour = style.child('StrokeColor')
  const paint = colour === null ? usual : paintOf(colour, around.resources, around.page.leftOut)
  if (paint === null) return null
  return {
    paint: faded(paint, alpha),
    width: Math.max(0, numberOr(style.attribute('LineWidth'), 0.353)),
    cap: chosen(caps, style.attribute('Cap'), 'butt'),
    join: chosen(joins, style.attribute('Join'), 'miter'),
    miterLimit: Math.max(1, numberOr(style.attribute('MiterLimit'), 3.528)),
    dash: dashOf(style.attribute('DashPattern')),
    dashOffset: numberOr(style.attribute('DashOffset'), 0),
  }
}
