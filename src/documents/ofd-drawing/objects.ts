import type {
  Box,
  Clip,
  Item,
  LeftOutKind,
  Matrix,
  MissingItem,
  PathItem,
} from '../../shared/documents/drawing.ts'
import { RefusedFile } from '../refused-file.ts'
import { childOf, type Element, textOf } from '../xml/tree.ts'
import { limits } from './budget.ts'
import { boxClip, clipsOf, under } from './clips.ts'
import { boxIn, growth, identity, matrixIn, moved, scaled, times } from './numbers.ts'
import { staysIn, takePath } from './path-data.ts'
import { pictureOf } from './pictures.ts'
import { alphaOf, black, fillOf, isOn, strokeOf, styleOf } from './style.ts'
import type { Surroundings } from './surroundings.ts'
import { textItem } from './text.ts'

type Drawer = (element: Element, boundary: Box | null, matrix: Matrix, around: Surroundings) => Item | null

const cut = (boundary: Box | null, isInside: boolean): readonly Clip[] =>
  boundary === null || isInside ? [] : [boxClip(boundary)]

/** PathObject (GB/T 33190, 9.1). */
const drawPath: Drawer = (element, boundary, matrix, around) => {
  const path = takePath(textOf(element, 'AbbreviatedData') ?? '', around.page.budget)
  if (path === null) throw new RefusedFile('damaged')
  const style = styleOf(element, around)
  const alpha = alphaOf(element)
  const { inside, outside } = clipsOf(element, boundary, around)
  const item: PathItem = {
    kind: 'path',
    matrix,
    clips: inside,
    data: path.data,
    rule: element.attributes.get('Rule') === 'Even-Odd' ? 'evenodd' : 'nonzero',
    fill: isOn(style.attribute('Fill'), false) ? fillOf(style, null, alpha, around) : null,
    stroke: isOn(style.attribute('Stroke'), true) ? strokeOf(style, black, alpha, around) : null,
  }
  if (item.fill === null && item.stroke === null) return null
  // A line that runs along the boundary lies half outside of it; makers count it as inside.
  const room = (item.stroke?.width ?? 0) * growth(matrix) + 0.1
  const wide = boundary === null ? null : widened(boundary, room)
  return under([...outside, ...cut(wide, wide === null || staysIn(path.corners, matrix, wide, 0))], item)
}

const widened = ({ x, y, width, height }: Box, room: number): Box => ({
  x: x - room,
  y: y - room,
  width: width + 2 * room,
  height: height + 2 * room,
})

const corners = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 0, y: 1 },
  { x: 1, y: 1 },
]

/** ImageObject (GB/T 33190, 10): the picture fills the unit square, which the CTM makes as large as it is. */
const drawPicture: Drawer = (element, boundary, place, around) => {
  const { page } = around
  const hasMatrix = (element.attributes.get('CTM') ?? '').trim() !== ''
  const matrix =
    hasMatrix || boundary === null ? place : times(place, scaled(boundary.width, boundary.height))
  const { inside, outside } = clipsOf(element, boundary, around)
  const clips = [...outside, ...cut(boundary, boundary === null || staysIn(corners, matrix, boundary, 0.1))]
  if (childOf(element, 'Border') !== null) page.leftOut.add('unknown-object')
  if (element.attributes.has('ImageMask')) page.leftOut.add('picture-mask')
  const picture = pictureOf(element.attributes.get('ResourceID') ?? '', around)
  const key = { matrix, clips: hasMatrix ? inside : [] }
  const item: Item =
    picture === null
      ? { ...missing(matrix), ...key }
      : { kind: 'picture', ...key, picture, alpha: alphaOf(element) }
  // Without a matrix of its own the picture is the boundary, and its clips are told in that.
  if (hasMatrix || inside.length === 0) return under(clips, item)
  const inner: Item = { ...item, matrix: scaled(boundary?.width ?? 1, boundary?.height ?? 1) }
  return under(clips, { kind: 'group', matrix: place, clips: inside, alpha: 1, items: [inner] })
}

export const missing = (matrix: Matrix): MissingItem => ({
  kind: 'missing',
  matrix,
  clips: [],
  box: { x: 0, y: 0, width: 1, height: 1 },
})

/** CompositeObject (GB/T 33190, 13): what the resource holds, drawn here. */
const drawComposite: Drawer = (element, boundary, matrix, around) => {
  const id = element.attributes.get('ResourceID') ?? ''
  const unit = around.resources.composite(id)
  const content = unit === null ? null : childOf(unit, 'Content')
  const isTooDeep = around.composites.includes(id) || around.depth >= limits.depth
  if (content === null || isTooDeep) {
    around.page.leftOut.add('composite')
    return null
  }
  const { inside, outside } = clipsOf(element, boundary, around)
  const items = drawBlock(content, {
    ...around,
    matrix: times(around.matrix, matrix),
    depth: around.depth + 1,
    composites: [...around.composites, id],
  })
  const item: Item = { kind: 'group', matrix, clips: inside, alpha: alphaOf(element), items }
  return under([...outside, ...(boundary === null || boundary.width === 0 ? [] : [boxClip(boundary)])], item)
}

/** PageBlock: objects within objects, without a place of their own. */
const drawInner: Drawer = (element, _boundary, matrix, around) => {
  if (around.depth >= limits.depth) throw new RefusedFile('limits-exceeded')
  const items = drawBlock(element, { ...around, depth: around.depth + 1 })
  return items.length === 0 ? null : { kind: 'group', matrix, clips: [], alpha: 1, items }
}

const drawers: Readonly<Record<string, Drawer>> = {
  PathObject: drawPath,
  TextObject: textItem,
  ImageObject: drawPicture,
  CompositeObject: drawComposite,
  PageBlock: drawInner,
}

const leftOutAs = new Map<string, LeftOutKind>(['VideoObject', 'AudioObject'].map((name) => [name, 'video']))

/** Objects in composite ones are drawn many times, so what they hold is counted once. */
const works = new WeakMap<Element, number>()

/** How much there is to read in an object; what stands in inner blocks counts for itself. */
const workOf = (element: Element): number => {
  const known = works.get(element)
  if (known !== undefined) return known
  let work = element.text.length
  for (const [, value] of element.attributes) work += value.length
  if (element.name !== 'PageBlock') for (const child of element.children) work += workOf(child)
  works.set(element, work)
  return work
}

const drawObject = (element: Element, around: Surroundings): Item | null => {
  const drawer = Object.hasOwn(drawers, element.name) ? drawers[element.name] : undefined
  if (drawer === undefined) {
    around.page.leftOut.add(leftOutAs.get(element.name) ?? 'unknown-object')
    return null
  }
  if (!isOn(element.attributes.get('Visible'), true)) return null
  if (!around.page.budget.take('work', workOf(element))) throw new RefusedFile('limits-exceeded')
  const written = element.attributes.get('Boundary')
  const boundary = boxIn(written)
  if (written !== undefined && boundary === null) throw new RefusedFile('damaged')
  const place = moved(boundary?.x ?? 0, boundary?.y ?? 0)
  return drawer(element, boundary, times(place, matrixIn(element.attributes.get('CTM')) ?? identity), around)
}

/** What stands in a layer, a block or an appearance but is no object. */
const noObjects: ReadonlySet<string> = new Set(['Actions', 'FillColor', 'StrokeColor'])

/** All objects of a block, in their order. One that cannot be drawn is left out and told. */
export const drawBlock = (block: Element, around: Surroundings): readonly Item[] => {
  const { budget, leftOut } = around.page
  const items: Item[] = []
  for (const child of block.children) {
    if (noObjects.has(child.name)) continue
    if (!budget.take('objects', 1)) {
      leftOut.add('too-much')
      continue
    }
    try {
      const item = drawObject(child, around)
      if (item !== null) items.push(item)
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error
      leftOut.add(error.code === 'limits-exceeded' ? 'too-much' : 'unreadable')
    }
  }
  return items
}
