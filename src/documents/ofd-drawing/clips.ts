import type { Box, Clip, ClipRegion, Item, Matrix } from '../../shared/documents/drawing.ts'
import { RefusedFile } from '../refused-file.ts'
import { childOf, childrenOf, type Element, textOf } from '../xml/tree.ts'
import { limits } from './budget.ts'
import { boxIn, identity, matrixIn, moved, times } from './numbers.ts'
import { boxPath, takePath } from './path-data.ts'
import { isOn } from './style.ts'
import type { Surroundings } from './surroundings.ts'

const tooMuch = (): RefusedFile => new RefusedFile('limits-exceeded')

/** A region of a path. Regions of text are rare; their boundary stands for them. */
const regionOf = (area: Element, outer: Matrix, { page }: Surroundings): ClipRegion | null => {
  const shape = childOf(area, 'Path') ?? childOf(area, 'Text')
  if (shape === null) return null
  const box = boxIn(shape.attributes.get('Boundary'))
  const own = times(matrixIn(area.attributes.get('CTM')) ?? identity, moved(box?.x ?? 0, box?.y ?? 0))
  const matrix = times(outer, times(own, matrixIn(shape.attributes.get('CTM')) ?? identity))
  const text = textOf(shape, 'AbbreviatedData')
  if (shape.name === 'Text' || text === null) {
    if (box === null) return null
    page.leftOut.add('unknown-object')
    return { data: boxPath({ ...box, x: 0, y: 0 }), rule: 'nonzero', matrix }
  }
  const path = takePath(text, page.budget)
  if (path === null) return null
  return {
    data: path.data,
    rule: shape.attributes.get('Rule') === 'Even-Odd' ? 'evenodd' : 'nonzero',
    matrix,
  }
}

export type Clips = {
  /** Those that go with the object's own matrix, and those that only go with its boundary. */
  readonly inside: readonly Clip[]
  readonly outside: readonly Clip[]
}

/** Clips of an object (GB/T 33190, 8.4): all of them cut, and the areas of one are united. */
export const clipsOf = (element: Element, boundary: Box | null, around: Surroundings): Clips => {
  const list = childOf(element, 'Clips')
  if (list === null) return { inside: [], outside: [] }
  const clips = childrenOf(list, 'Clip')
  if (clips.length > limits.clips) throw tooMuch()
  const place = moved(boundary?.x ?? 0, boundary?.y ?? 0)
  const moves = isOn(list.attributes.get('TransFlag'), true)
  const read = clips.map((clip) =>
    childrenOf(clip, 'Area').flatMap((area) => regionOf(area, moves ? identity : place, around) ?? []),
  )
  return moves ? { inside: read, outside: [] } : { inside: [], outside: read }
}

export const boxClip = (box: Box): Clip => [{ data: boxPath(box), rule: 'nonzero', matrix: identity }]

/** The object under clips that do not go with its matrix. */
export const under = (clips: readonly Clip[], item: Item): Item =>
  clips.length === 0 ? item : { kind: 'group', matrix: identity, clips, alpha: 1, items: [item] }
