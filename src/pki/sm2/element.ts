import { carry, LIMBS, multiply, square } from './field.ts'

const P = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn
const R = 1n << 264n
const LIMB_MASK = 0xffffffn

/** Value between 0 and p − 1. */
export function modP(value: bigint): bigint {
  const rest = value % P
  return rest < 0n ? rest + P : rest
}

/** Writes a number into Montgomery form. */
export function store(out: Float64Array, o: number, value: bigint): void {
  let left = modP(value * R)
  for (let i = 0; i < LIMBS; i++) {
    out[o + i] = Number(left & LIMB_MASK)
    left >>= 24n
  }
  carry(out, o)
}

/** The number that an element stands for times R, between 0 and p − 1. */
function loadScaled(a: Float64Array, p: number): bigint {
  // Three limbs make up to 72 bits: two steps of exact arithmetic instead of eleven shifts.
  let value = BigInt(a[p + LIMBS - 1] as number)
  for (let i = LIMBS - 2; i >= 0; i -= 2) {
    value = (value << 48n) + BigInt((a[p + i] as number) * 16777216 + (a[p + i - 1] as number))
  }
  return modP(value)
}

const ONE = new Float64Array(LIMBS)
ONE[0] = 1
const unscaled = new Float64Array(LIMBS)

/** The number that an element stands for, between 0 and p − 1. */
export function load(a: Float64Array, p: number): bigint {
  multiply(unscaled, 0, a, p, ONE, 0)
  return loadScaled(unscaled, 0)
}

/** Whether an element is 0 modulo p. */
export function isZero(a: Float64Array, p: number): boolean {
  return loadScaled(a, p) === 0n
}

const powers = new Float64Array(6 * LIMBS)

function squareTimes(o: number, p: number, times: number): void {
  square(powers, o * LIMBS, powers, p * LIMBS)
  for (let i = 1; i < times; i++) square(powers, o * LIMBS, powers, o * LIMBS)
}

function product(o: number, p: number, q: number): void {
  multiply(powers, o * LIMBS, powers, p * LIMBS, powers, q * LIMBS)
}

/**
 * out[o…] = 1/a[p…] by Fermat: a^(p−2), in a time that does not depend on a. The exponent in binary is
 * 31 ones, a zero, 128 ones, 32 zeros, 62 ones, a zero and a one.
 */
export function invert(out: Float64Array, o: number, a: Float64Array, p: number): void {
  powers.set(a.subarray(p, p + LIMBS), 0)
  squareTimes(1, 0, 1)
  product(1, 1, 0) // 2 ones
  squareTimes(2, 1, 2)
  product(2, 2, 1) // 4 ones
  squareTimes(3, 2, 4)
  product(3, 3, 2) // 8 ones
  squareTimes(4, 3, 8)
  product(4, 4, 3) // 16 ones
  squareTimes(5, 4, 8)
  product(5, 5, 3) // 24
  squareTimes(5, 5, 4)
  product(5, 5, 2) // 28
  squareTimes(5, 5, 2)
  product(5, 5, 1) // 30
  powers.copyWithin(3 * LIMBS, 5 * LIMBS, 6 * LIMBS) // slot 3: 30 ones
  squareTimes(5, 5, 1)
  product(5, 5, 0) // 31
  squareTimes(2, 4, 16)
  product(2, 2, 4) // slot 2: 32 ones
  squareTimes(4, 5, 1) // 31 ones, a zero
  for (let i = 0; i < 4; i++) {
    squareTimes(4, 4, 32)
    product(4, 4, 2) // four times 32 ones
  }
  squareTimes(4, 4, 64)
  product(4, 4, 2) // 32 zeros, 32 ones
  squareTimes(4, 4, 30)
  product(4, 4, 3) // 62 ones
  squareTimes(4, 4, 2)
  product(4, 4, 0) // a zero and a one
  out.set(powers.subarray(4 * LIMBS, 5 * LIMBS), o)
  powers.fill(0)
}
