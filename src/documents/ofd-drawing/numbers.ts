import type { Box, Matrix, Point } from '../../shared/documents/drawing.ts'
import { RefusedFile } from '../refused-file.ts'

/** No paper is so large. A larger number only serves to make a program stumble. */
const largest = 100_000

const numberPattern = /^[+-]?(?:\d{1,30}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,3})?$/

/** A number as written; null if it is none or out of all bounds. */
export const numberIn = (text: string | null | undefined): number | null => {
  const trimmed = text?.trim() ?? ''
  if (!numberPattern.test(trimmed)) return null
  const value = Number(trimmed)
  return Math.abs(value) <= largest ? value : null
}

export const numberOr = (text: string | undefined, usual: number): number => {
  if (text === undefined) return usual
  const value = numberIn(text)
  if (value === null) throw new RefusedFile('damaged', [text.slice(0, 50)])
  return value
}

/** ST_Array: numbers with space (some makers write commas) between them. null if one of them is none. */
export const numbersIn = (text: string | null | undefined, most: number): readonly number[] | null => {
  const words = (text ?? '').split(/[\s,]+/, most + 2).filter((word) => word !== '')
  if (words.length > most) return null
  const numbers = words.map(numberIn)
  return numbers.every((number) => number !== null) ? numbers : null
}

/** ST_Box: left, top, width and height. */
export const boxIn = (text: string | null | undefined): Box | null => {
  const [x, y, width, height] = numbersIn(text, 4) ?? []
  if (x === undefined || y === undefined || width === undefined || height === undefined) return null
  return width < 0 || height < 0 ? null : { x, y, width, height }
}

export const pointIn = (text: string | null | undefined): Point | null => {
  const [x, y] = numbersIn(text, 2) ?? []
  return x === undefined || y === undefined ? null : { x, y }
}

export const identity: Matrix = [1, 0, 0, 1, 0, 0]
export const moved = (x: number, y: number): Matrix => [1, 0, 0, 1, x, y]
export const scaled = (x: number, y: number): Matrix => [x, 0, 0, y, 0, 0]

/** CTM: null if there is none; one that cannot be read is refused. */
export const matrixIn = (text: string | undefined): Matrix | null => {
  if (text === undefined || text.trim() === '') return null
  const [a, b, c, d, e, f, ...rest] = numbersIn(text, 6) ?? []
  const isWhole = f !== undefined && rest.length === 0
  if (!isWhole || a === undefined || b === undefined || c === undefined || d === undefined || e === undefined)
    throw new RefusedFile('damaged', [text.slice(0, 50)])
  return [a, b, c, d, e, f]
}

/** First `inner`, then `outer`. */
export const times = (outer: Matrix, inner: Matrix): Matrix => {
  const [a, b, c, d, e, f] = outer
  const [g, h, i, j, k, l] = inner
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}

export const placed = ([a, b, c, d, e, f]: Matrix, { x, y }: Point): Point => ({
  x: a * x + c * y + e,
  y: b * x + d * y + f,
})

/** How much longer a length becomes, on average. */
export const growth = ([a, b, c, d]: Matrix): number => Math.sqrt(Math.abs(a * d - b * c))

/** Enough digits for a thousandth of a millimetre, however the matrix enlarges it. */
export const short = (value: number): number => Math.round(value * 1e6) / 1e6
