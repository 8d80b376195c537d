import { describe, expect, it } from 'vitest'
import { SM2_CURVE } from '../../../../src/pki/sm2/curve.ts'
import { isZero, load } from '../../../../src/pki/sm2/element.ts'
import { LIMBS } from '../../../../src/pki/sm2/field.ts'
import * as jacobian from '../../../../src/pki/sm2/jacobian.ts'
import { type Affine, plus, times } from './affine.ts'

const { AFFINE, JACOBIAN } = jacobian
const G: Affine = { x: SM2_CURVE.Gx, y: SM2_CURVE.Gy }
const multiple = (n: bigint) => times(G, n)
const minus = ({ x, y }: Affine): Affine => ({ x, y: SM2_CURVE.p - y })
/** A place in the middle of a larger array. */
const AT = 2 * JACOBIAN

function placed(point: Affine): Float64Array {
  const p = new Float64Array(4 * JACOBIAN).fill(7)
  jacobian.storeJacobian(p, AT, point.x, point.y)
  return p
}
function affine(p: Float64Array, at = AT): Affine {
  const found = jacobian.normalised(p.slice(at, at + JACOBIAN), 1)
  return { x: load(found, 0), y: load(found, LIMBS) }
}
const aside = (p: Float64Array) =>
  [...p.slice(0, AT), ...p.slice(AT + JACOBIAN)].every((value) => value === 7)
/** The point as an affine one among others. */
function listed(point: Affine): Float64Array {
  const p = new Float64Array(JACOBIAN)
  jacobian.storeJacobian(p, 0, point.x, point.y)
  const all = new Float64Array(3 * AFFINE)
  all.set(jacobian.normalised(p, 1), AFFINE)
  return all
}
const scalars = [1n, 2n, 3n, 12345n, SM2_CURVE.n - 1n, SM2_CURVE.n / 3n]

describe('a point', () => {
  it.each(scalars)('is stored and read back: %d times G', (n) => {
    const p = placed(multiple(n))
    expect(affine(p)).toEqual(multiple(n))
    expect(aside(p)).toBe(true)
  })

  it.each(scalars)('is doubled in its place, again and again: %d times G', (n) => {
    const p = placed(multiple(n))
    for (let i = 1n; i <= 4n; i++) {
      jacobian.double(p, AT)
      expect(affine(p)).toEqual(multiple((n * 2n ** i) % SM2_CURVE.n))
    }
    expect(aside(p)).toBe(true)
  })

  it.each(scalars)('is added to another, with either sign: %d times G', (n) => {
    const table = listed(multiple(77n))
    for (const [sign, other] of [
      [1, multiple(77n)],
      [-1, minus(multiple(77n))],
    ] as const) {
      const p = placed(multiple(n))
      jacobian.double(p, AT)
      jacobian.addAffine(p, AT, table, AFFINE, sign)
      expect(affine(p)).toEqual(plus(multiple((2n * n) % SM2_CURVE.n), other))
      jacobian.addAffine(p, AT, table, AFFINE, sign)
      expect(affine(p)).toEqual(plus(plus(multiple((2n * n) % SM2_CURVE.n), other), other))
      expect(aside(p)).toBe(true)
    }
  })

  it('added to itself or to its opposite shows that, and goes on showing it', () => {
    for (const sign of [1, -1]) {
      const p = placed(multiple(5n))
      expect(isZero(p, AT + 2 * LIMBS)).toBe(false)
      jacobian.addAffine(p, AT, listed(multiple(5n)), AFFINE, sign)
      expect(isZero(p, AT + 2 * LIMBS)).toBe(true)
      jacobian.addAffine(p, AT, listed(multiple(9n)), AFFINE, 1)
      jacobian.double(p, AT)
      expect(isZero(p, AT + 2 * LIMBS)).toBe(true)
    }
  })

  it('and its double get one Z, and are added with it', () => {
    const p = placed(multiple(11n))
    jacobian.double(p, AT)
    const twice = p.slice(AT, AT + JACOBIAN)
    jacobian.double(twice, 0)
    jacobian.rescaleToDouble(p, AT, twice)
    expect(affine(p)).toEqual(multiple(22n))
    expect(p.slice(AT + 2 * LIMBS, AT + JACOBIAN)).toEqual(twice.slice(2 * LIMBS))
    for (const sum of [66n, 110n, 154n]) {
      jacobian.addSameZ(p, AT, twice)
      expect(affine(p)).toEqual(multiple(sum))
      const other = twice.slice()
      other.set(p.subarray(AT + 2 * LIMBS, AT + JACOBIAN), 2 * LIMBS)
      expect(affine(other, 0)).toEqual(multiple(44n))
    }
    expect(aside(p)).toBe(true)
  })
})

describe('many points', () => {
  it('become affine together, whatever their Z', () => {
    const all = new Float64Array(5 * JACOBIAN)
    const numbers = [1n, 6n, 12n, 40n, 5n]
    for (const [i, start] of [1n, 3n, 3n, 5n, 5n].entries()) {
      const { x, y } = multiple(start)
      jacobian.storeJacobian(all, i * JACOBIAN, x, y)
      for (let n = start; n < (numbers[i] ?? 0n); n *= 2n) jacobian.double(all, i * JACOBIAN)
    }
    const before = all.slice()
    const out = jacobian.normalised(all, 5)
    expect(out).toHaveLength(5 * AFFINE)
    expect(all).toEqual(before)
    for (const [i, n] of numbers.entries())
      expect({ x: load(out, i * AFFINE), y: load(out, i * AFFINE + LIMBS) }).toEqual(multiple(n))
    expect(jacobian.normalised(all, 0)).toHaveLength(0)
  })
})
