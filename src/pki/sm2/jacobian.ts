import { store } from './element.ts'
import { carry, LIMBS, multiply, square, subtract } from './field.ts'
import { invert } from './inverse.ts'

/** Length of a Jacobian point (X, Y, Z) and of an affine one (X, Y) in an array. */
export const JACOBIAN = 3 * LIMBS
export const AFFINE = 2 * LIMBS

const X = 0
const Y = LIMBS
const Z = 2 * LIMBS

/** 1 in Montgomery form. */
export const ONE = new Float64Array(LIMBS)
store(ONE, 0, 1n)

// Scratch elements; nothing in them is needed after a call.
const s = new Float64Array(10 * LIMBS)
const at = (slot: number): number => slot * LIMBS
const [A, B, C, D, E, F, G, H, I, J] = [
  at(0),
  at(1),
  at(2),
  at(3),
  at(4),
  at(5),
  at(6),
  at(7),
  at(8),
  at(9),
] as const

/**
 * p[o…] += sign · t[q…] with a Jacobian point on the left and an affine one on the right; sign is 1 or −1:
 * madd-2004-hmv. Where H is 0 modulo p (equal or opposite points), Z becomes 0 and stays 0. The reader of the result
 * sees that and uses the complete formulas instead.
 */
export function addAffine(p: Float64Array, o: number, t: Float64Array, q: number, sign: number): void {
  square(s, A, p, o + Z)
  multiply(s, B, t, q + X, s, A)
  multiply(s, C, p, o + Z, s, A)
  multiply(s, D, t, q + Y, s, C)
  for (let i = 0; i < LIMBS; i++) {
    s[E + i] = (s[B + i] as number) - (p[o + X + i] as number) // H
    s[F + i] = sign * (s[D + i] as number) - (p[o + Y + i] as number) // r
  }
  multiply(p, o + Z, p, o + Z, s, E)
  square(s, G, s, E)
  multiply(s, H, s, E, s, G)
  multiply(s, I, p, o + X, s, G) // V
  square(s, J, s, F)
  for (let i = 0; i < LIMBS; i++) {
    p[o + X + i] = (s[J + i] as number) - (s[H + i] as number) - 2 * (s[I + i] as number)
  }
  carry(p, o + X)
  for (let i = 0; i < LIMBS; i++) s[I + i] = (s[I + i] as number) - (p[o + X + i] as number)
  multiply(s, J, p, o + Y, s, H)
  multiply(s, H, s, F, s, I)
  for (let i = 0; i < LIMBS; i++) p[o + Y + i] = (s[H + i] as number) - (s[J + i] as number)
}

/** p[o…] += t for two Jacobian points with the same Z; t is brought to the Z of the sum: zaddu-2007-m. */
export function addSameZ(p: Float64Array, o: number, t: Float64Array): void {
  for (let i = 0; i < LIMBS; i++) {
    s[E + i] = (t[X + i] as number) - (p[o + X + i] as number)
    s[F + i] = (t[Y + i] as number) - (p[o + Y + i] as number)
  }
  square(s, C, s, E)
  multiply(t, X, t, X, s, C) // W1
  multiply(s, B, p, o + X, s, C) // W2
  square(s, D, s, F)
  for (let i = 0; i < LIMBS; i++) {
    p[o + X + i] = (s[D + i] as number) - (t[X + i] as number) - (s[B + i] as number)
    s[B + i] = (t[X + i] as number) - (s[B + i] as number)
  }
  carry(p, o + X)
  multiply(t, Y, t, Y, s, B) // A1
  for (let i = 0; i < LIMBS; i++) s[C + i] = (t[X + i] as number) - (p[o + X + i] as number)
  multiply(s, D, s, F, s, C)
  for (let i = 0; i < LIMBS; i++) p[o + Y + i] = (s[D + i] as number) - (t[Y + i] as number)
  multiply(p, o + Z, p, o + Z, s, E)
}

/** p[o…] = 2·p[o…]: dbl-2001-b (for a = −3), with Z3 as 2·Y·Z. */
export function double(p: Float64Array, o: number): void {
  square(s, A, p, o + Z) // delta
  square(s, B, p, o + Y) // gamma
  for (let i = 0; i < LIMBS; i++) {
    const x = p[o + X + i] as number
    const delta = s[A + i] as number
    s[C + i] = 3 * (x - delta)
    s[D + i] = x + delta
    s[E + i] = 4 * x
    s[F + i] = 2 * (p[o + Y + i] as number)
  }
  multiply(s, C, s, C, s, D) // alpha
  multiply(s, E, s, E, s, B) // 4·beta
  multiply(p, o + Z, s, F, p, o + Z)
  square(s, D, s, C)
  subtract(p, o + X, s, D, 2, s, E)
  for (let i = 0; i < LIMBS; i++) s[E + i] = (s[E + i] as number) - (p[o + X + i] as number)
  multiply(s, C, s, C, s, E)
  square(s, B, s, B)
  subtract(p, o + Y, s, C, 8, s, B)
}

/** Brings p[o…] to the Z of its double, which is 2·Y·Z. */
export function rescaleToDouble(p: Float64Array, o: number, twice: Float64Array): void {
  for (let i = 0; i < LIMBS; i++) s[A + i] = 2 * (p[o + Y + i] as number)
  square(s, B, s, A)
  multiply(s, C, s, A, s, B)
  multiply(p, o + X, p, o + X, s, B)
  multiply(p, o + Y, p, o + Y, s, C)
  p.set(twice.subarray(Z, JACOBIAN), o + Z)
}

/** Writes an affine point, given as two numbers, in Jacobian form. */
export function storeJacobian(p: Float64Array, o: number, x: bigint, y: bigint): void {
  store(p, o + X, x)
  store(p, o + Y, y)
  p.set(ONE, o + Z)
}

/** Affine copies of `count` Jacobian points for the price of one inversion. No Z may be 0 modulo p. */
export function normalised(points: Float64Array, count: number): Float64Array {
  const out = new Float64Array(count * AFFINE)
  const prefix = new Float64Array((count + 1) * LIMBS)
  const t = new Float64Array(3 * LIMBS)
  prefix.set(ONE)
  for (let i = 0; i < count; i++) multiply(prefix, at(i + 1), prefix, at(i), points, i * JACOBIAN + Z)
  invert(t, 0, prefix, at(count))
  for (let i = count - 1; i >= 0; i--) {
    const o = i * JACOBIAN
    multiply(t, LIMBS, t, 0, prefix, at(i)) // 1/Z of this point
    multiply(t, 0, t, 0, points, o + Z)
    square(t, 2 * LIMBS, t, LIMBS)
    multiply(out, i * AFFINE, points, o + X, t, 2 * LIMBS)
    multiply(t, 2 * LIMBS, t, 2 * LIMBS, t, LIMBS)
    multiply(out, i * AFFINE + LIMBS, points, o + Y, t, 2 * LIMBS)
  }
  return out
}
