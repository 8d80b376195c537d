import type { Paint, Spread, Stop } from '../../shared/documents/drawing.ts'
import { childOf, childrenOf, type Element } from '../xml/tree.ts'
import type { Tally } from './budget.ts'
import { numberIn, numberOr, pointIn } from './numbers.ts'

/** GB/T 33190, 8.3.1. `palette` holds values as they are written. */
export type ColourSpace = {
  readonly type: 'GRAY' | 'RGB' | 'CMYK'
  readonly bits: number
  readonly palette: readonly string[]
}

export type ColourSpaces = {
  readonly space: (id: string) => ColourSpace | null
  /** The one that counts where a colour names none. */
  readonly usual: ColourSpace | null
}

const plainSpace: ColourSpace = { type: 'RGB', bits: 8, palette: [] }
const mostStops = 64

const hex = (part: number): string => Math.round(part).toString(16).padStart(2, '0')
const clamped = (value: number): number => Math.min(255, Math.max(0, value))

/** Values are decimal, or hexadecimal behind a #. */
const valueIn = (word: string): number | null =>
  /^#[0-9a-fA-F]{1,4}$/.test(word) ? Number.parseInt(word.slice(1), 16) : numberIn(word)

const cmyk = (cyan: number, magenta: number, yellow: number, black: number): readonly number[] =>
  [cyan, magenta, yellow].map((ink) => ((255 - ink) * (255 - black)) / 255)

/** `#rrggbb` of a colour's values; null if they do not fit to the space. */
const rgbOf = (value: string, { type, bits }: ColourSpace): string | null => {
  const words = value.split(/[\s,]+/, 6).filter((word) => word !== '')
  const numbers = words.map(valueIn)
  if (!numbers.every((number) => number !== null)) return null
  const parts = numbers.map((number) => clamped((number * 255) / (2 ** bits - 1)))
  const [a = 0, b = 0, c = 0, d = 0] = parts
  if (parts.length === 1) return `#${hex(a).repeat(3)}`
  if (parts.length === 4 && type === 'CMYK') return `#${cmyk(a, b, c, d).map(hex).join('')}`
  return parts.length === 3 && type !== 'CMYK' ? `#${[a, b, c].map(hex).join('')}` : null
}

const alphaOf = (element: Element): number => {
  const alpha = numberIn(element.attributes.get('Alpha') ?? '255') ?? 255
  return Math.round((clamped(alpha) / 255) * 1000) / 1000
}

const flat = (element: Element, spaces: ColourSpaces): { colour: string; alpha: number } => {
  const { attributes } = element
  const space = spaces.space(attributes.get('ColorSpace') ?? '') ?? spaces.usual ?? plainSpace
  const index = numberIn(attributes.get('Index'))
  const value = attributes.get('Value') ?? (index === null ? undefined : space.palette[index])
  // A colour without a value, or with one that nobody can read, is black, the first of every space.
  const colour = value === undefined ? null : rgbOf(value, space)
  return { colour: colour ?? '#000000', alpha: alphaOf(element) }
}

const stopsOf = (shading: Element, spaces: ColourSpaces): readonly Stop[] => {
  const segments = childrenOf(shading, 'Segment').slice(0, mostStops)
  return segments.flatMap((segment, i) => {
    const colour = childOf(segment, 'Color')
    const even = segments.length < 2 ? 0 : i / (segments.length - 1)
    const at = Math.min(1, Math.max(0, numberIn(segment.attributes.get('Position')) ?? even))
    return colour === null ? [] : [{ at, ...flat(colour, spaces) }]
  })
}

const spreads = new Map<string, Spread>(Object.entries({ Repeat: 'repeat', Reflect: 'reflect' } as const))

const axial = (shading: Element, stops: readonly Stop[], alpha: number): Paint | null => {
  const { attributes } = shading
  const [from, end] = ['StartPoint', 'EndPoint'].map((name) => pointIn(attributes.get(name)))
  if (!from || !end) return null
  const spread = spreads.get(attributes.get('MapType') ?? '') ?? 'pad'
  // A shading that repeats is as long as MapUnit, in the direction of its two points.
  const unit = numberIn(attributes.get('MapUnit')) ?? 0
  const length = Math.hypot(end.x - from.x, end.y - from.y)
  const share = spread === 'pad' || unit <= 0 || length === 0 ? 1 : unit / length
  const to = { x: from.x + (end.x - from.x) * share, y: from.y + (end.y - from.y) * share }
  return { kind: 'axial', from, to, stops, spread, alpha }
}

const radial = (shading: Element, stops: readonly Stop[], alpha: number): Paint | null => {
  const { attributes } = shading
  const [from, to] = ['StartPoint', 'EndPoint'].map((name) => pointIn(attributes.get(name)))
  if (!from || !to) return null
  const [fromRadius, toRadius] = [
    numberOr(attributes.get('StartRadius'), 0),
    numberOr(attributes.get('EndRadius'), 0),
  ]
  if (fromRadius < 0 || toRadius <= 0) return null
  return { kind: 'radial', from, fromRadius, to, toRadius, stops, alpha }
}

const shaded = (element: Element, spaces: ColourSpaces): Paint | null => {
  const [line, circle] = [childOf(element, 'AxialShd'), childOf(element, 'RadialShd')]
  const shading = line ?? circle
  if (shading === null) return null
  const stops = stopsOf(shading, spaces)
  if (stops.length === 0) return null
  return line !== null ? axial(line, stops, alphaOf(element)) : radial(shading, stops, alphaOf(element))
}

/** In place of what is not drawn: a pattern must not become nothing. */
const stand = (element: Element): Paint => ({ kind: 'colour', colour: '#808080', alpha: alphaOf(element) })

/** FillColor or StrokeColor (GB/T 33190, 8.3.2). */
export const paintOf = (element: Element, spaces: ColourSpaces, left: Tally): Paint => {
  const names = element.children.map(({ name }) => name)
  if (names.includes('Pattern')) {
    left.add('pattern')
    return stand(element)
  }
  if (!names.some((name) => name.endsWith('Shd'))) return { kind: 'colour', ...flat(element, spaces) }
  const paint = shaded(element, spaces)
  if (paint === null) left.add('shading')
  return paint ?? stand(element)
}

/** The paint under an alpha of the whole object. */
export const faded = (paint: Paint, alpha: number): Paint =>
  alpha === 1 ? paint : { ...paint, alpha: paint.alpha * alpha }
