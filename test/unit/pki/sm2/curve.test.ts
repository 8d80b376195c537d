import { weierstrass } from '@noble/curves/abstract/weierstrass.js'
import { describe, expect, it } from 'vitest'
import { randomBytes, toBigInt } from '../../../../src/pki/bytes.ts'
import {
  multiplyGenerator,
  multiplyPoint,
  preparePoint,
  SM2_CURVE,
  sumHasX,
} from '../../../../src/pki/sm2/curve.ts'
import { load, modP, store } from '../../../../src/pki/sm2/element.ts'
import { LIMBS, multiply, square } from '../../../../src/pki/sm2/field.ts'

const Judge = weierstrass<bigint>(SM2_CURVE)
const { n, p } = SM2_CURVE
const scalar = () => (toBigInt(randomBytes(40)) % (n - 1n)) + 1n
const EDGES = [1n, 2n, 3n, 4n, 255n, 256n, 257n, n - 1n, n - 2n, n - 3n, n >> 1n, (n >> 1n) + 1n]
const POWERS = Array.from({ length: 256 }, (_, i) => 1n << BigInt(i)).filter((value) => value < n)

function product(a: bigint, b: bigint, scale: number): bigint {
  const [x, y, z] = [new Float64Array(LIMBS), new Float64Array(LIMBS), new Float64Array(LIMBS)]
  store(x, 0, a)
  store(y, 0, b)
  multiply(
    z,
    0,
    x.map((limb) => limb * scale),
    0,
    y.map((limb) => limb * -scale),
    0,
  )
  return load(z, 0)
}

describe('field arithmetic of sm2p256v1', () => {
  it('multiplies as big integers do, also with factors at the edge of what is allowed', () => {
    const edges = [0n, 1n, 2n, p - 1n, p - 2n, (1n << 255n) % p, (1n << 224n) - 1n, (1n << 96n) - 1n]
    const values = [...edges, ...Array.from({ length: 300 }, () => toBigInt(randomBytes(32)) % p)]
    for (const a of values) {
      const b = values[Number(a % BigInt(values.length))] ?? 7n
      expect(product(a, b, 1)).toBe(modP(-a * b))
      expect(product(a, b, 3)).toBe(modP(-9n * a * b))
    }
  })

  it('squares as it multiplies, with every limb at its bound', () => {
    for (const sign of [1, -1]) {
      const x = new Float64Array(LIMBS).map((_, i) => sign * 3 * 2 ** (i === LIMBS - 1 ? 16 : 23))
      const [byProduct, bySquare] = [new Float64Array(LIMBS), new Float64Array(LIMBS)]
      multiply(byProduct, 0, x, 0, x, 0)
      square(bySquare, 0, x, 0)
      expect(load(bySquare, 0)).toBe(load(byProduct, 0))
    }
  })
})

describe('multiplication of points', () => {
  it('agrees with an independent implementation for the generator', () => {
    for (const k of [...EDGES, ...POWERS, ...Array.from({ length: 100 }, scalar)]) {
      expect(multiplyGenerator(k)).toEqual(Judge.BASE.multiplyUnsafe(k).toAffine())
    }
  })

  it('agrees with an independent implementation for any point', () => {
    const point = Judge.BASE.multiplyUnsafe(scalar())
    for (const k of [...EDGES, ...Array.from({ length: 100 }, scalar)]) {
      expect(multiplyPoint(point.toAffine(), k)).toEqual(point.multiplyUnsafe(k).toAffine())
    }
  })

  it('gets sums right where points meet: equal, opposite, infinite', () => {
    for (const m of [1n, n - 1n, 2n, n - 2n, 3n, 1n << 8n]) {
      const key = preparePoint(Judge.BASE.multiplyUnsafe(m).toAffine())
      for (const s of [...EDGES, scalar()]) {
        for (const t of [s, n - s, ...EDGES]) {
          const k = (s + t * m) % n
          const x = k === 0n ? null : Judge.BASE.multiplyUnsafe(k).x % n
          expect(sumHasX(s, key, t, x ?? 5n)).toBe(x !== null)
          expect(sumHasX(s, key, t, (x ?? 5n) + 1n)).toBe(false)
        }
      }
    }
  })
})
