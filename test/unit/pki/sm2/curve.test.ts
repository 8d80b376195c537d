import { weierstrass } from '@noble/curves/abstract/weierstrass.js'
import { describe, expect, it } from 'vitest'
import { randomBytes, toBigInt } from '../../../../src/pki/bytes.ts'
import {
  multiplyGenerator,
  multiplyKey,
  multiplyPoint,
  preparePoint,
  SM2_CURVE,
  sumHasX,
} from '../../../../src/pki/sm2/curve.ts'
import { oddDigits, sparseDigits } from '../../../../src/pki/sm2/digits.ts'
import { load } from '../../../../src/pki/sm2/element.ts'
import { LIMBS } from '../../../../src/pki/sm2/field.ts'
import { type Affine, buildTable } from '../../../../src/pki/sm2/point-table.ts'

const Judge = weierstrass<bigint>(SM2_CURVE)
const { n } = SM2_CURVE
const scalar = () => (toBigInt(randomBytes(40)) % (n - 1n)) + 1n
const EDGES = [1n, 2n, 3n, 4n, 255n, 256n, 257n, n - 1n, n - 2n, n - 3n, n >> 1n, (n >> 1n) + 1n]
const POWERS = Array.from({ length: 256 }, (_, i) => 1n << BigInt(i)).filter((value) => value < n)

describe('signed digits', () => {
  const value = (digits: Int32Array, step: number) =>
    digits.reduce((sum, digit, i) => sum + (BigInt(digit) << BigInt(i * step)), 0n)

  it('are all odd and within one bound, and add up to the scalar modulo the order', () => {
    for (const width of [4, 6, 8]) {
      for (const k of [...EDGES, ...POWERS, ...Array.from({ length: 50 }, scalar)]) {
        const digits = oddDigits(k, width)
        expect(digits.every((digit) => digit % 2 !== 0 && Math.abs(digit) < 1 << width)).toBe(true)
        expect((value(digits, width) + n) % n).toBe(k)
      }
    }
  })

  it('of the sparse form are odd and far apart, and add up to the scalar itself', () => {
    for (const width of [4, 8]) {
      for (const k of [...EDGES, ...POWERS, (1n << 256n) - 1n, ...Array.from({ length: 50 }, scalar)]) {
        const digits = sparseDigits(k, width)
        expect(value(digits, 1)).toBe(k)
        const places = [...digits.keys()].filter((i) => digits[i] !== 0)
        expect(
          places.every((at) => (digits[at] ?? 0) % 2 !== 0 && Math.abs(digits[at] ?? 0) < 1 << width),
        ).toBe(true)
        expect(places.slice(1).every((at, i) => at - (places[i] ?? 0) > width)).toBe(true)
      }
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
      const product = point.multiplyUnsafe(k).toAffine()
      expect(multiplyPoint(point.toAffine(), k)).toEqual(product)
      expect(multiplyKey(point.toAffine(), k)).toEqual(product)
    }
  })

  it('does not mix up the tables of a key and its negative, nor those of more keys than are kept', () => {
    const points = Array.from({ length: 150 }, scalar)
      .map((k) => multiplyGenerator(k))
      .flatMap(({ x, y }) => [
        { x, y },
        { x, y: SM2_CURVE.p - y },
      ])
    const k = scalar()
    for (const point of [...points, ...points]) expect(multiplyKey(point, k)).toEqual(multiplyPoint(point, k))
  })

  it('agrees with an independent implementation for every entry of a table', () => {
    const point = Judge.BASE.multiplyUnsafe(scalar())
    const { points } = buildTable(point.toAffine(), 4, 64, 3)
    for (let row = 0, block = point; row < 3; row++) {
      for (let i = 0; i < 8; i++) {
        const at = (row * 8 + i) * 2 * LIMBS
        const { x, y } = block.multiplyUnsafe(BigInt(2 * i + 1)).toAffine()
        expect([load(points, at), load(points, at + LIMBS)]).toEqual([x, y])
      }
      block = block.multiplyUnsafe(1n << 64n)
    }
  })

  // A key's first sums use shared doublings; after many uses they use its whole table.
  const used = (point: Affine) => {
    const key = preparePoint(point)
    while (key.table === null) sumHasX(1n, key, 1n, 1n)
    return key
  }

  it('gets the sums of a new key and of a used key right', () => {
    const [point, other] = [Judge.BASE.multiplyUnsafe(scalar()), scalar()]
    const old = used(point.toAffine())
    for (let i = 0; i < 100; i++) {
      const [s, t] = [EDGES[i] ?? scalar(), EDGES[i % 7] ?? other]
      const x = Judge.BASE.multiplyUnsafe(s).add(point.multiplyUnsafe(t)).x % n
      for (const key of [preparePoint(point.toAffine()), old]) {
        expect(sumHasX(s, key, t, x)).toBe(true)
        expect(sumHasX(s, key, t, (x + 1n) % n)).toBe(false)
      }
    }
  })

  it('takes an x between the order and the prime for x minus the order, and for nothing else', () => {
    let x = n
    const point = () => {
      for (; ; x++) {
        try {
          return Judge.fromHex(`02${x.toString(16)}`)
        } catch {} // no point of the curve has this x
      }
    }
    const [sum, s, t] = [point(), scalar(), scalar()]
    const key = sum.subtract(Judge.BASE.multiplyUnsafe(s)).multiplyUnsafe(Judge.Fn.inv(t)).toAffine()
    for (const prepared of [preparePoint(key), used(key)]) {
      expect(sumHasX(s, prepared, t, x - n)).toBe(true)
      expect(sumHasX(s, prepared, t, x - n + 1n)).toBe(false)
    }
  })

  it('gets sums right where equal, opposite or infinite points meet', () => {
    const known = new Map<bigint, bigint>()
    const xOf = (k: bigint) => {
      const x = known.get(k) ?? Judge.BASE.multiplyUnsafe(k).x % n
      known.set(k, x)
      return x
    }
    // The last four are entries of the tables: of the generator's, and of the table of a key that is half the
    // generator.
    for (const m of [1n, n - 1n, 2n, n - 2n, 3n, 1n << 8n, 15n, 255n, n - 129n, (n + 1n) / 2n]) {
      const point = Judge.BASE.multiplyUnsafe(m).toAffine()
      const old = used(point)
      for (const s of [1n, 2n, 15n, n - 1n, n - 15n]) {
        for (const t of [s, n - s, 1n, 3n, 256n, n - 2n]) {
          const k = (s + t * m) % n
          const x = k === 0n ? null : xOf(k)
          for (const key of [preparePoint(point), old]) {
            expect(sumHasX(s, key, t, x ?? 5n)).toBe(x !== null)
            expect(sumHasX(s, key, t, (x ?? 5n) + 1n)).toBe(false)
          }
        }
      }
    }
  })
})
