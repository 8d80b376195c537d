import { oddDigits, sparseDigits } from './digits.ts'
import { isZero, load, store } from './element.ts'
import { LIMBS, multiply, square } from './field.ts'
import { double, normalised } from './jacobian.ts'
import { type Affine, addDigit, type PointTable, startWithDigit } from './point-table.ts'

const Z = 2 * LIMBS

/** p = scalar·P, with the whole table of P; p is Jacobian. */
export function multiplyByTable(p: Float64Array, table: PointTable, scalar: bigint): void {
  const digits = oddDigits(scalar, table.width)
  startWithDigit(p, table, 0, digits[0] as number)
  addAll(p, table, digits, 1)
  digits.fill(0)
}

/** p += scalar·P by the whole table of P. */
export function addMultiple(p: Float64Array, table: PointTable, scalar: bigint): void {
  addAll(p, table, oddDigits(scalar, table.width), 0)
}

function addAll(p: Float64Array, table: PointTable, digits: Int32Array, from: number): void {
  for (let row = from; row < digits.length; row++) addDigit(p, table, row, digits[row] as number)
}

/** p = scalar·P with rows of P at even distances; all rows share the doublings of one. */
export function multiplyByRows(p: Float64Array, table: PointTable, scalar: bigint, rows: number): void {
  const digits = oddDigits(scalar, table.width)
  const perRow = digits.length / rows
  for (let i = perRow - 1; i >= 0; i--) {
    const first = i === perRow - 1
    if (first) startWithDigit(p, table, 0, digits[i] as number)
    else for (let j = 0; j < table.width; j++) double(p, 0)
    for (let row = first ? 1 : 0; row < rows; row++)
      addDigit(p, table, row, digits[row * perRow + i] as number)
  }
  digits.fill(0)
}

/** How many bits of a scalar each row covers in a sum over four rows of each point. */
export const QUARTER = 64

/**
 * p = s·P + t·Q with the rows of 2^0, 2^64, 2^128 and 2^192 times P and Q; all rows share the doublings of one
 * (Straus). Public scalars only.
 */
export function multiplySum(p: Float64Array, ofP: PointTable, s: bigint, ofQ: PointTable, t: bigint): void {
  const [left, right] = [sparseDigits(s, ofP.width), sparseDigits(t, ofQ.width)]
  let started = false
  const take = (table: PointTable, from: number, digit: number) => {
    if (digit === 0) return
    if (started) addDigit(p, table, from / table.step, digit)
    else startWithDigit(p, table, from / table.step, digit)
    started = true
  }
  for (let i = QUARTER; i >= 0; i--) {
    if (started) double(p, 0)
    // Only the last quarter has one digit more, for the carry.
    for (let from = i === QUARTER ? 3 * QUARTER : 0; from < 4 * QUARTER; from += QUARTER) {
      take(ofP, from, left[from + i] as number)
      take(ofQ, from, right[from + i] as number)
    }
  }
}

/** Whether a result is unusable, because two equal or opposite points met on the way or because it is infinity. */
export function isDegenerate(p: Float64Array): boolean {
  return isZero(p, Z)
}

/** The affine numbers of a result that is not degenerate. */
export function affineOf(p: Float64Array): Affine {
  const point = normalised(p, 1)
  return { x: load(point, 0), y: load(point, LIMBS) }
}

/** Whether the affine x of a result that is not degenerate equals a number below p. It needs no inversion. */
export function hasX(p: Float64Array, x: bigint): boolean {
  const t = new Float64Array(2 * LIMBS)
  square(t, 0, p, Z)
  store(t, LIMBS, x)
  multiply(t, 0, t, 0, t, LIMBS)
  for (let i = 0; i < LIMBS; i++) t[i] = (t[i] as number) - (p[i] as number)
  return isZero(t, 0)
}
