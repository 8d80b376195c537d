import type { Box, Matrix, PathData, Point } from '../../shared/documents/drawing.ts'
import { RefusedFile } from '../refused-file.ts'
import type { Budget } from './budget.ts'
import { numberIn, placed, short } from './numbers.ts'

export type Path = {
  readonly data: PathData
  /** The corners of a box around all points of the path, those that only bend it included. */
  readonly corners: readonly Point[]
  readonly numbers: number
}

/** How many numbers follow each command of AbbreviatedData (GB/T 33190, table 36), and what SVG calls it. */
const commands: Readonly<Record<string, readonly [count: number, svg: string]>> = {
  S: [2, 'M'],
  M: [2, 'M'],
  L: [2, 'L'],
  Q: [4, 'Q'],
  B: [6, 'C'],
  A: [7, 'A'],
  C: [0, 'Z'],
}

type Extent = { left: number; top: number; right: number; bottom: number }

const reach = (extent: Extent, x: number, y: number, room = 0): void => {
  extent.left = Math.min(extent.left, x - room)
  extent.top = Math.min(extent.top, y - room)
  extent.right = Math.max(extent.right, x + room)
  extent.bottom = Math.max(extent.bottom, y + room)
}

/** Makes room for the points of a command. An arc stays within its radii around both ends. */
const include = (extent: Extent, name: string, numbers: readonly number[]): void => {
  if (name === 'A') {
    const [rx = 0, ry = 0, , , , x = 0, y = 0] = numbers
    reach(extent, x, y, 2 * Math.max(Math.abs(rx), Math.abs(ry)))
    return
  }
  for (let at = 0; at + 1 < numbers.length; at += 2) reach(extent, numbers[at] ?? 0, numbers[at + 1] ?? 0)
}

const cornersOf = ({ left, top, right, bottom }: Extent): readonly Point[] =>
  left > right
    ? []
    : [
        { x: left, y: top },
        { x: right, y: top },
        { x: right, y: bottom },
        { x: left, y: bottom },
      ]

const written = (name: string, numbers: readonly number[]): string | null => {
  if (name !== 'A') return `${commands[name]?.[1] ?? ''}${numbers.map(short).join(' ')}`
  const [rx = 0, ry = 0, angle = 0, large = 0, sweep = 0, x = 0, y = 0] = numbers
  if (![large, sweep].every((flag) => flag === 0 || flag === 1)) return null
  const radii = [Math.abs(rx), Math.abs(ry), angle].map(short).join(' ')
  return `A${radii} ${large} ${sweep} ${short(x)} ${short(y)}`
}

const wordPattern = /[A-Za-z]|[^\sA-Za-z,]+(?:[eE][+-]?\d+)?/g

/** The words of a text one by one, so that who has seen enough can stop. */
function* wordsIn(text: string): Generator<string> {
  for (const [word] of text.matchAll(wordPattern)) yield word
}

/**
 * AbbreviatedData as path data of SVG; null if it cannot be read. Numbers without a command of their own repeat the
 * last one, as in SVG. More than `most` numbers are refused as too many.
 */
const pathIn = (text: string, most: number): Path | null => {
  const parts: string[] = []
  const extent: Extent = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
  let [name, numbers, began]: [string, number, boolean] = ['', 0, false]
  let values: number[] = []
  const finish = (): boolean => {
    // SVG draws nothing of a path that does not begin with a move; other programs begin at the corner.
    if (!began && name !== 'M' && name !== 'S') parts.push('M0 0')
    began = true
    const part = written(name, values)
    if (part === null) return false
    parts.push(part)
    include(extent, name, values)
    values = []
    return true
  }
  for (const word of wordsIn(text)) {
    if (++numbers > most) throw new RefusedFile('limits-exceeded')
    const command = Object.hasOwn(commands, word) ? commands[word] : undefined
    if (command !== undefined) {
      if (values.length > 0) return null
      name = word
      if (command[0] === 0 && !finish()) return null
      continue
    }
    const value = numberIn(word)
    if (value === null || name === '' || name === 'C') return null
    values.push(value)
    if (values.length === commands[name]?.[0] && !finish()) return null
  }
  return values.length > 0 ? null : { data: parts.join(''), corners: cornersOf(extent), numbers }
}

/** Reads a path within what the page may still cost. One that is too long uses up all of it, so that it is read once. */
export const takePath = (text: string, { left, take }: Budget): Path | null => {
  const most = left('pathNumbers')
  try {
    const path = pathIn(text, most)
    take('pathNumbers', path?.numbers ?? 0)
    return path
  } catch (error) {
    take('pathNumbers', most)
    throw error
  }
}

/** Whether all points stay in the box, with so much room around it. */
export const staysIn = (points: readonly Point[], matrix: Matrix, box: Box, room: number): boolean =>
  points.every((point) => {
    const { x, y } = placed(matrix, point)
    return (
      x >= box.x - room &&
      y >= box.y - room &&
      x <= box.x + box.width + room &&
      y <= box.y + box.height + room
    )
  })

export const boxPath = ({ x, y, width, height }: Box): PathData => {
  const [left, top, right, bottom] = [x, y, x + width, y + height].map(short)
  return `M${left} ${top}L${right} ${top}L${right} ${bottom}L${left} ${bottom}Z`
}
