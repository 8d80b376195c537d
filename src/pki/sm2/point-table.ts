import { rowsFor } from './digits.ts'
import { LIMBS } from './field.ts'
import {
  AFFINE,
  addAffine,
  addSameZ,
  double,
  JACOBIAN,
  normalised,
  ONE,
  rescaleToDouble,
  storeJacobian,
} from './jacobian.ts'

export type Affine = { readonly x: bigint; readonly y: bigint }

/**
 * Odd multiples of a point P, row by row: the i-th row holds 1, 3, 5 … 2^width − 1 times 2^(i·step)·P. With a whole
 * table (step = width) a multiplication needs no doublings; with one row it needs 256.
 */
export type PointTable = { readonly width: number; readonly step: number; readonly points: Float64Array }

/** Builds a table of odd multiples. */
export function buildTable(point: Affine, width: number, step: number, rows: number): PointTable {
  const perRow = 1 << (width - 1)
  const all = new Float64Array(rows * perRow * JACOBIAN)
  const base = new Float64Array(JACOBIAN)
  storeJacobian(base, 0, point.x, point.y)
  for (let row = 0; row < rows; row++) {
    if (row > 0) for (let i = 0; i < step; i++) double(base, 0)
    fillRow(all, row * perRow * JACOBIAN, perRow, base)
  }
  return { width, step, points: normalised(all, rows * perRow) }
}

/** Builds the whole table of a point. */
export function buildWholeTable(point: Affine, width: number): PointTable {
  return buildTable(point, width, width, rowsFor(width))
}

// base, 3·base, 5·base …: adds 2·base again and again, each time brought to the Z of the last sum.
function fillRow(all: Float64Array, from: number, count: number, base: Float64Array): void {
  const twice = base.slice()
  double(twice, 0)
  all.set(base, from)
  rescaleToDouble(all, from, twice)
  for (let i = 1, at = from; i < count; i++, at += JACOBIAN) {
    all.copyWithin(at + JACOBIAN, at, at + JACOBIAN)
    addSameZ(all, at + JACOBIAN, twice)
  }
}

/** p = digit·2^(row·step)·P, for an odd digit. */
export function startWithDigit(p: Float64Array, table: PointTable, row: number, digit: number): void {
  const sign = signOf(digit)
  const q = entry(table, row, digit)
  for (let i = 0; i < LIMBS; i++) {
    p[i] = table.points[q + i] as number
    p[LIMBS + i] = sign * (table.points[q + LIMBS + i] as number)
  }
  p.set(ONE, 2 * LIMBS)
}

/** p += digit·2^(row·step)·P, for an odd digit. */
export function addDigit(p: Float64Array, table: PointTable, row: number, digit: number): void {
  addAffine(p, 0, table.points, entry(table, row, digit), signOf(digit))
}

// 1 or −1 without a branch.
const signOf = (digit: number): number => 1 | (digit >> 31)

function entry(table: PointTable, row: number, digit: number): number {
  return ((row << (table.width - 1)) + (Math.abs(digit) >> 1)) * AFFINE
}
