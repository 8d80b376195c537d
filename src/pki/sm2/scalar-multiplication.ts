import { oddDigits, sparseDigits } from './digits.ts'
import { isZero, load, store } from './element.ts'
import { LIMBS, multiply, square } from './field.ts'
import { double, normalised } from './jacobian.ts'
import { type Affine, addDigit, type PointTable, startWithDigit } from './point-table.ts'

const Z = 2 * LIMBS

/** scalar·P by the whole table of P, Jacobian, into p. */
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

/** scalar·P by a table of one row, with doublings, into p. */
export function multiplyByRow(p: Float64Array, table: PointTable, scalar: bigint): void {
  const digits = oddDigits(scalar, table.width)
  startWithDigit(p, table, 0, digits[digits.length - 1] as number)
  for (let i = digits.length - 2; i >= 0; i--) {
    for (let j = 0; j < table.width; j++) double(p, 0)
    addDigit(p, table, 0, digits[i] as number)
  }
  digits.fill(0)
}

/**
 * s·P + t·Q by the first rows of their tables, into p: both scalars share the doublings (Straus). Public scalars only.
 */
export function multiplySum(p: Float64Array, ofP: PointTable, s: bigint, ofQ: PointTable, t: bigint): void {
  const [left, right] = [sparseDigits(s, ofP.width), sparseDigits(t, ofQ.width)]
  let started = false
  const take = (table: PointTable, digit: number) => {
    if (digit === 0) return
    if (started) addDigit(p, table, 0, digit)
    else startWithDigit(p, table, 0, digit)
    started = true
  }
  for (let i = left.length - 1; i >= 0; i--) {
    if (started) double(p, 0)
    take(ofP, left[i] as number)
    take(ofQ, right[i] as number)
  }
}

/** Whether a result may not be used because two equal or opposite points met on the way (or it is infinity). */
export function isDegenerate(p: Float64Array): boolean {
  return isZero(p, Z)
}

/** The affine numbers of a result that is not degenerate. */
export function affineOf(p: Float64Array): Affine {
  const point = normalised(p, 1)
  return { x: load(point, 0), y: load(point, LIMBS) }
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
