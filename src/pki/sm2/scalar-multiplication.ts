import { isZero, store } from './element.ts'
import { LIMBS, multiply, square } from './field.ts'
import {
  AFFINE,
  addAffine,
  addJacobian,
  double,
  JACOBIAN,
  loadAffine,
  normalised,
  storeJacobian,
} from './jacobian.ts'

const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n
const Z = 2 * LIMBS
const ONE = new Float64Array(LIMBS)
store(ONE, 0, 1n)

export type Affine = { readonly x: bigint; readonly y: bigint }

/** Odd multiples of a point: `rows` blocks, the i-th of 2^(i·width)·P, each of 1, 3, 5 … 2^width − 1 times it. */
export type PointTable = { readonly width: number; readonly rows: number; readonly points: Float64Array }

/** Builds a table of odd multiples; one row serves a multiplication with doublings, all rows one without. */
export function buildTable(point: Affine, width: number, rows: number): PointTable {
  const perRow = 1 << (width - 1)
  const all = new Float64Array(rows * perRow * JACOBIAN)
  const base = new Float64Array(JACOBIAN)
  const twice = new Float64Array(JACOBIAN)
  storeJacobian(base, 0, point.x, point.y)
  for (let row = 0; row < rows; row++) {
    twice.set(base)
    double(twice, 0)
    let at = row * perRow * JACOBIAN
    all.set(base, at)
    for (let i = 1; i < perRow; i++, at += JACOBIAN) {
      all.copyWithin(at + JACOBIAN, at, at + JACOBIAN)
      addJacobian(all, at + JACOBIAN, twice, 0)
    }
    for (let i = 0; i < width; i++) double(base, 0)
  }
  return { width, rows, points: normalised(all, rows * perRow) }
}

/** Digits of a whole scalar at this width, and so the rows of a whole table. */
export function rowsFor(width: number): number {
  return Math.ceil(256 / width)
}

/**
 * Signed odd digits of a scalar between 1 and the order less one: all of them ±1, ±3 … ±(2^width − 1), none 0, so
 * that every multiplication takes the same steps. An even scalar is taken from the order and negated.
 */
export function oddDigits(scalar: bigint, width: number): Int32Array {
  const even = (scalar & 1n) === 0n
  const words = wordsOf(even ? N - scalar : scalar)
  const sign = even ? -1 : 1
  const digits = new Int32Array(rowsFor(width))
  const last = digits.length - 1
  for (let i = 0; i <= last; i++) {
    // Joye and Tunstall: the window with its lowest bit forced to one, less 2^width where the next bit is clear.
    const window = bitsAt(words, i * width, width) | 1
    const borrowed = i < last && bitsAt(words, (i + 1) * width, 1) === 0 ? 1 << width : 0
    digits[i] = sign * (window - borrowed)
  }
  words.fill(0)
  return digits
}

function wordsOf(scalar: bigint): Int32Array {
  const words = new Int32Array(10)
  let left = scalar
  for (let i = 0; i < 8; i++) {
    words[i] = Number(left & 0xffffffffn)
    left >>= 32n
  }
  return words
}

function bitsAt(words: Int32Array, from: number, count: number): number {
  const word = from >>> 5
  const shift = from & 31
  const low = (words[word] as number) >>> shift
  const high = shift === 0 ? 0 : (words[word + 1] as number) << (32 - shift)
  return (low | high) & ((1 << count) - 1)
}

function startWith(p: Float64Array, table: PointTable, row: number, digit: number): void {
  const sign = digit < 0 ? -1 : 1
  const q = entry(table, row, digit)
  for (let i = 0; i < LIMBS; i++) {
    p[i] = table.points[q + i] as number
    p[LIMBS + i] = sign * (table.points[q + LIMBS + i] as number)
  }
  p.set(ONE, Z)
}

function entry(table: PointTable, row: number, digit: number): number {
  return ((row << (table.width - 1)) + (Math.abs(digit) >> 1)) * AFFINE
}

function addDigit(p: Float64Array, table: PointTable, row: number, digit: number): void {
  addAffine(p, 0, table.points, entry(table, row, digit), digit < 0 ? -1 : 1)
}

function addAll(p: Float64Array, table: PointTable, digits: Int32Array, from: number): void {
  for (let row = from; row < digits.length; row++) addDigit(p, table, row, digits[row] as number)
}

/** scalar·P by the whole table of P, Jacobian, into p. */
export function multiplyByTable(p: Float64Array, table: PointTable, scalar: bigint): void {
  const digits = oddDigits(scalar, table.width)
  startWith(p, table, 0, digits[0] as number)
  addAll(p, table, digits, 1)
  digits.fill(0)
}

/** p += scalar·P by the whole table of P. */
export function addMultiple(p: Float64Array, table: PointTable, scalar: bigint): void {
  addAll(p, table, oddDigits(scalar, table.width), 0)
}

/** scalar·P by a table of one row, with doublings, into p. */
export function multiplyByRow(p: Float64Array, table: PointTable, scalar: bigint): void {
  const digits = oddDigits(scalar, table.width)
  startWith(p, table, 0, digits[digits.length - 1] as number)
  for (let i = digits.length - 2; i >= 0; i--) {
    for (let j = 0; j < table.width; j++) double(p, 0)
    addDigit(p, table, 0, digits[i] as number)
  }
  digits.fill(0)
}

/** Whether a result may not be used because two equal or opposite points met on the way (or it is infinity). */
export function isDegenerate(p: Float64Array): boolean {
  return isZero(p, Z)
}

/** The affine numbers of a result that is not degenerate. */
export function affineOf(p: Float64Array): Affine {
  return loadAffine(p, 0)
}

/** Whether the affine x of a result, which must not be degenerate, equals a number below p; needs no inversion. */
export function hasX(p: Float64Array, x: bigint): boolean {
  const t = new Float64Array(2 * LIMBS)
  square(t, 0, p, Z)
  store(t, LIMBS, x)
  multiply(t, 0, t, 0, t, LIMBS)
  for (let i = 0; i < LIMBS; i++) t[i] = (t[i] as number) - (p[i] as number)
  return isZero(t, 0)
}
