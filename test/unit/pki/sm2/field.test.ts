import { describe, expect, it } from 'vitest'
import { randomBytes, toBigInt } from '../../../../src/pki/bytes.ts'
import { SM2_CURVE } from '../../../../src/pki/sm2/curve.ts'
import { load, modP, store } from '../../../../src/pki/sm2/element.ts'
import { LIMBS, multiply, square, subtract } from '../../../../src/pki/sm2/field.ts'
import { invert } from '../../../../src/pki/sm2/inverse.ts'

const { p } = SM2_CURVE
const EDGES = [0n, 1n, 2n, p - 1n, p - 2n, (1n << 255n) % p, (1n << 224n) - 1n, (1n << 96n) - 1n, p >> 1n]
const VALUES = [...EDGES, ...Array.from({ length: 300 }, () => toBigInt(randomBytes(32)) % p)]
const element = (value: bigint) => {
  const limbs = new Float64Array(LIMBS)
  store(limbs, 0, value)
  return limbs
}

function product(a: bigint, b: bigint, left: number, right: number): bigint {
  const out = new Float64Array(LIMBS)
  const scaled = (value: bigint, scale: number) => element(value).map((limb) => limb * scale)
  multiply(out, 0, scaled(a, left), 0, scaled(b, right), 0)
  return load(out, 0)
}

describe('field arithmetic of sm2p256v1', () => {
  it('multiplies as big integers do, even with factors at the edge of what is allowed', () => {
    for (const a of VALUES) {
      const b = VALUES[Number(a % BigInt(VALUES.length))] ?? 7n
      expect(product(a, b, 1, -1)).toBe(modP(-a * b))
      expect(product(a, b, 4, -3)).toBe(modP(-12n * a * b))
      expect(product(a, b, 6, 2)).toBe(modP(12n * a * b))
    }
  })

  it('multiplies and squares limbs that are all at their bound, whatever their signs', () => {
    const atBound = (bound: number, sign: (i: number) => number) =>
      new Float64Array(LIMBS).map((_, i) => sign(i) * bound * 2 ** (i === LIMBS - 1 ? 16 : 23))
    const number = (limbs: Float64Array) =>
      limbs.reduce((sum, limb, i) => sum + (BigInt(limb) << BigInt(24 * i)), 0n)
    const [out, R] = [new Float64Array(LIMBS), 1n << 264n]
    for (const sign of [
      () => 1,
      () => -1,
      (i: number) => (i % 2 ? 1 : -1),
      (i: number) => (i < 5 ? 1 : -1),
    ]) {
      const [a, b, c] = [atBound(6, sign), atBound(2, sign), atBound(3, sign)]
      multiply(out, 0, a, 0, b, 0)
      expect(modP(load(out, 0) * R * R)).toBe(modP(number(a) * number(b)))
      square(out, 0, c, 0)
      expect(modP(load(out, 0) * R * R)).toBe(modP(number(c) ** 2n))
    }
  })

  it('subtracts a multiple and brings the limbs back to their bound', () => {
    for (const a of VALUES) {
      const b = VALUES[Number(a % BigInt(VALUES.length))] ?? 7n
      const out = new Float64Array(LIMBS)
      subtract(out, 0, element(a), 0, 8, element(b), 0)
      expect(load(out, 0)).toBe(modP(a - 8n * b))
      expect(Math.max(...out.map(Math.abs))).toBeLessThanOrEqual(2 ** 23)
    }
  })

  it('inverts every number but 0, and turns 0 into 0', () => {
    const powers = Array.from({ length: 256 }, (_, i) => modP(1n << BigInt(i)))
    for (const value of [...VALUES, ...powers, ...powers.map((power) => p - power)]) {
      for (const sign of [1, -1]) {
        const out = new Float64Array(LIMBS)
        invert(
          out,
          0,
          element(value).map((limb) => sign * limb),
          0,
        )
        expect(modP(load(out, 0) * value * BigInt(sign))).toBe(value === 0n ? 0n : 1n)
      }
    }
  })
})
