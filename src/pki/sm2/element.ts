import { carry, LIMBS, multiply } from './field.ts'

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
  // Three limbs make up to 72 bits, so two steps of exact arithmetic replace eleven shifts.
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
