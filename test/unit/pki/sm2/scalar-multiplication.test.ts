import { describe, expect, it } from 'vitest'
import { SM2_CURVE } from '../../../../src/pki/sm2/curve.ts'
import { AFFINE, addAffine, JACOBIAN, normalised, storeJacobian } from '../../../../src/pki/sm2/jacobian.ts'
import { buildTable, buildWholeTable } from '../../../../src/pki/sm2/point-table.ts'
import { recentTable } from '../../../../src/pki/sm2/recent-tables.ts'
import * as multiplication from '../../../../src/pki/sm2/scalar-multiplication.ts'
import { type Affine, plus, times } from './affine.ts'

const { n } = SM2_CURVE
const G: Affine = { x: SM2_CURVE.Gx, y: SM2_CURVE.Gy }
const Q = times(G, 987_654_321n)
const fresh = () => new Float64Array(JACOBIAN)
const scalars = [
  1n,
  2n,
  3n,
  15n,
  16n,
  1n << 64n,
  (1n << 128n) + 1n,
  (1n << 192n) - 1n,
  n / 2n,
  n - 1n,
  n - 2n,
]
const { affineOf, isDegenerate } = multiplication

describe('a multiple of a point', () => {
  it.each(scalars)('is found in its whole table: %d', (scalar) => {
    for (const width of [4, 5]) {
      const p = fresh()
      multiplication.multiplyByTable(p, buildWholeTable(Q, width), scalar)
      expect(affineOf(p), `${width}`).toEqual(times(Q, scalar))
      expect(isDegenerate(p)).toBe(false)
    }
  })

  it.each(scalars)('is added by its whole table: %d', (scalar) => {
    const p = fresh()
    const table = buildWholeTable(Q, 5)
    const start = times(G, 424_242n)
    storeJacobian(p, 0, start.x, start.y)
    multiplication.addMultiple(p, table, scalar)
    expect(affineOf(p)).toEqual(plus(start, times(Q, scalar)))
  })

  it.each(scalars)('is found in rows at even distances: %d', (scalar) => {
    for (const [width, rows] of [
      [4, 4],
      [4, 2],
      [4, 1],
    ] as const) {
      const p = fresh()
      const table = buildTable(Q, width, multiplication.QUARTER * (4 / rows), rows)
      multiplication.multiplyByRows(p, table, scalar, rows)
      expect(affineOf(p), `${width} ${rows}`).toEqual(times(Q, scalar))
    }
  })
})

describe('a sum of two multiples', () => {
  const tables = [recentTable(G), recentTable(Q)] as const
  const pairs = scalars.map((s, i) => [s, scalars[(i * 3 + 4) % scalars.length] ?? 1n] as const)

  it.each(pairs)('is found by rows of both: %d and %d', (s, t) => {
    const p = fresh()
    multiplication.multiplySum(p, tables[0], s, tables[1], t)
    const sum = plus(times(G, s), times(Q, t))
    expect(affineOf(p)).toEqual(sum)
    expect(multiplication.hasX(p, sum.x)).toBe(true)
    for (const wrong of [sum.x + 1n, sum.x - 1n, sum.y, 0n]) expect(multiplication.hasX(p, wrong)).toBe(false)
  })

  it('may lack one of them', () => {
    const [one, other] = [fresh(), fresh()]
    multiplication.multiplySum(one, tables[0], 7n, tables[1], 0n)
    multiplication.multiplySum(other, tables[0], 0n, tables[1], 7n)
    expect([affineOf(one), affineOf(other)]).toEqual([times(G, 7n), times(Q, 7n)])
  })
})

describe('a result is degenerate', () => {
  it('where a point met itself', () => {
    const p = fresh()
    storeJacobian(p, 0, G.x, G.y)
    const all = new Float64Array(AFFINE)
    all.set(normalised(p, 1))
    expect(isDegenerate(p)).toBe(false)
    addAffine(p, 0, all, 0, 1)
    expect(isDegenerate(p)).toBe(true)
  })
})
