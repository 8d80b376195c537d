import type { Box, Item, Matrix, Run, TextItem } from '../../shared/documents/drawing.ts'
import { RefusedFile } from '../refused-file.ts'
import { childrenOf, type Element } from '../xml/tree.ts'
import { boxClip, clipsOf, under } from './clips.ts'
import { deltasIn } from './deltas.ts'
import { fontOf } from './fonts.ts'
import { type Unit, unitsOf } from './glyphs.ts'
import { growth, numberIn, numberOr, placed, short, times } from './numbers.ts'
import { staysIn } from './path-data.ts'
import { alphaOf, black, fillOf, isOn, strokeOf, styleOf } from './style.ts'
import type { Spoken, Surroundings } from './surroundings.ts'

type Placing = {
  readonly x: number
  readonly y: number
  readonly size: number
  readonly stretch: number
  readonly direction: number
  readonly mayUseGlyphs: boolean
}

const runOf = (units: readonly Unit[], x: number, y: number, mayUseGlyphs: boolean): Run => {
  const text = units.map((unit) => unit.text).join('')
  const hasGlyphs = mayUseGlyphs && units.some(({ glyph }) => glyph !== null)
  const byGlyph = hasGlyphs ? units.map(({ glyph, text: letters }) => glyph ?? letters).join('') : null
  return { text, byGlyph, x: short(x), y: short(y) }
}

/** About how wide a letter is, in sizes of the font. */
export const widthOf = (text: string): number => {
  let width = 0
  for (const letter of text) width += (letter.codePointAt(0) ?? 0) < 0x2e80 ? 0.5 : 1
  return width
}

const steps: Readonly<Record<number, readonly [number, number]>> = { 90: [0, 1], 180: [-1, 0], 270: [0, -1] }

/** Without deltas letters follow each other by their own widths; in other directions about so. */
const unplaced = (
  units: readonly Unit[],
  { x, y, size, direction, mayUseGlyphs }: Placing,
): readonly Run[] => {
  const step = steps[direction]
  if (step === undefined) return [runOf(units, x, y, mayUseGlyphs)]
  let way = 0
  return units.map((unit) => {
    const run = runOf([unit], x + way * step[0], y + way * step[1], mayUseGlyphs)
    way += widthOf(unit.text) * size
    return run
  })
}

/** A run for each letter. Letters without a delta of their own follow the last one by their widths. */
const runsOf = (
  units: readonly Unit[],
  dx: readonly number[] | null,
  dy: readonly number[] | null,
  placing: Placing,
): readonly Run[] => {
  if (units.length === 0) return []
  if (dx === null && dy === null) return unplaced(units, placing)
  const known = Math.min(units.length - 1, Math.max(dx?.length ?? 0, dy?.length ?? 0))
  let { x, y } = placing
  const runs: Run[] = []
  for (let i = 0; i <= known; i++) {
    runs.push(runOf(i < known ? units.slice(i, i + 1) : units.slice(i), x, y, placing.mayUseGlyphs))
    x += dx?.[i] ?? 0
    y += dy?.[i] ?? 0
  }
  return runs
}

const mostSpoken = 2000

const speak = (runs: readonly Run[], size: number, stretch: number, matrix: Matrix): Spoken | null => {
  const [first, last] = [runs[0], runs.at(-1)]
  if (first === undefined || last === undefined) return null
  const start = placed(matrix, first)
  const end = placed(matrix, { x: last.x + widthOf(last.text) * size * stretch, y: last.y })
  const text = runs.map((run) => run.text).join('')
  return { text: text.slice(0, mostSpoken), ...start, end: end.x, size: size * growth(matrix) }
}

const turns = [0, 90, 180, 270] as const
const turnOf = (text: string | undefined): TextItem['turn'] =>
  turns.find((turn) => turn === (numberOr(text, 0) + 360) % 360) ?? 0

/** All TextCodes of an object, each with the glyphs that stand before it. */
const codesOf = (element: Element): readonly (readonly [code: Element, transforms: readonly Element[]])[] => {
  const codes = childrenOf(element, 'TextCode')
  const transforms = childrenOf(element, 'CGTransform')
  const [only] = codes
  if (codes.length === 1 && only !== undefined) return [[only, transforms]]
  const found: (readonly [Element, readonly Element[]])[] = []
  let before: Element[] = []
  for (const child of element.children) {
    if (child.name === 'CGTransform') before.push(child)
    if (child.name !== 'TextCode') continue
    found.push([child, before])
    before = []
  }
  return found
}

const readCodes = (
  element: Element,
  usual: Omit<Placing, 'x' | 'y'>,
  matrix: Matrix,
  { page }: Surroundings,
) => {
  const runs: Run[] = []
  let [x, y] = [0, 0]
  for (const [code, transforms] of codesOf(element)) {
    const units = unitsOf(code, transforms)
    if (!page.budget.take('letters', units.length)) throw new RefusedFile('limits-exceeded')
    x = numberIn(code.attributes.get('X')) ?? x
    y = numberIn(code.attributes.get('Y')) ?? y
    const [dx, dy] = ['DeltaX', 'DeltaY'].map((name) => deltasIn(code.attributes.get(name), units.length))
    const own = runsOf(units, dx ?? null, dy ?? null, { ...usual, x, y })
    const spoken = speak(own, usual.size, usual.stretch, matrix)
    if (spoken !== null) page.spoken.push(spoken)
    runs.push(...own)
  }
  return runs
}

const largestSize = 5000

/** A TextObject (GB/T 33190, 11.2). `matrix` places it in what is around it. */
export const textItem = (
  element: Element,
  boundary: Box | null,
  matrix: Matrix,
  around: Surroundings,
): Item | null => {
  const { attributes } = element
  const style = styleOf(element, around)
  const size = numberOr(attributes.get('Size'), 0)
  const stretch = numberOr(attributes.get('HScale'), 1)
  if (size <= 0 || size > largestSize || stretch <= 0 || stretch > 100) throw new RefusedFile('damaged')
  const used = fontOf(attributes.get('Font') ?? '', around)
  const mayUseGlyphs = used?.font.byGlyph != null
  const placing = { size, stretch, mayUseGlyphs, direction: turnOf(attributes.get('ReadDirection')) }
  const runs = readCodes(element, placing, times(around.matrix, matrix), around)
  const alpha = alphaOf(element)
  const isEmbedded = used !== null && (used.font.byLetter ?? used.font.byGlyph) !== null
  const { inside, outside } = clipsOf(element, boundary, around)
  const item: TextItem = {
    kind: 'text',
    matrix,
    clips: inside,
    runs,
    font: used?.font.key ?? null,
    size,
    // An embedded bold font is bold already.
    weight: weightOf(attributes.get('Weight'), !isEmbedded && used?.resource.isBold === true),
    italic: isOn(attributes.get('Italic'), !isEmbedded && used?.resource.isItalic === true),
    stretch,
    turn: turnOf(attributes.get('CharDirection')),
    fill: isOn(style.attribute('Fill'), true) ? fillOf(style, black, alpha, around) : null,
    stroke: isOn(style.attribute('Stroke'), false) ? strokeOf(style, null, alpha, around) : null,
  }
  return under([...outside, ...boundaryClip(item, boundary)], item)
}

const weightOf = (text: string | undefined, isBold: boolean): number => {
  const weight = numberIn(text) ?? (isBold ? 700 : 400)
  return Math.min(1000, Math.max(1, weight === 0 ? 400 : weight))
}

/**
 * The boundary cuts. Letters of another font than the maker's are a little higher or wider, so they get half a letter
 * of room.
 */
const boundaryClip = ({ runs, size, matrix }: TextItem, boundary: Box | null) => {
  if (boundary === null || boundary.width === 0 || boundary.height === 0) return []
  const room = (size * growth(matrix)) / 2
  if (staysIn(runs, matrix, boundary, room)) return []
  const { x, y, width, height } = boundary
  return [boxClip({ x: x - room, y: y - room, width: width + 2 * room, height: height + 2 * room })]
}
