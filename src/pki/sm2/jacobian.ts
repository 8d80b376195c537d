import { invert, load, store } from './element.ts'
import { carry, LIMBS, multiply, square } from './field.ts'

/** Length of a Jacobian point (X, Y, Z) and of an affine one (X, Y) in an array. */
export const JACOBIAN = 3 * LIMBS
export const AFFINE = 2 * LIMBS

const X = 0
const Y = LIMBS
const Z = 2 * LIMBS

// Scratch elements; nothing here outlives a call.
const s = new Float64Array(12 * LIMBS)
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

// From H = U2 − U1 (E), R = S2 − S1 (F), U1 and S1 the sum's X and Y. Where H is 0 modulo p (equal or opposite
// points) Z becomes 0 and stays 0: whoever reads the result sees it and takes the complete formulas instead.
function finishAdd(
  p: Float64Array,
  o: number,
  u1: Float64Array,
  u: number,
  s1: Float64Array,
  v: number,
): void {
  square(s, G, s, E)
  multiply(s, H, s, E, s, G)
  multiply(s, I, u1, u, s, G)
  square(s, J, s, F)
  for (let i = 0; i < LIMBS; i++) {
    p[o + X + i] = (s[J + i] as number) - (s[H + i] as number) - 2 * (s[I + i] as number)
  }
  multiply(s, J, s1, v, s, H)
  carry(p, o + X)
  for (let i = 0; i < LIMBS; i++) s[I + i] = (s[I + i] as number) - (p[o + X + i] as number)
  multiply(s, H, s, F, s, I)
  for (let i = 0; i < LIMBS; i++) p[o + Y + i] = (s[H + i] as number) - (s[J + i] as number)
}

/** p[o…] += sign · t[q…] with a Jacobian point on the left and an affine one on the right; sign is 1 or −1. */
export function addAffine(p: Float64Array, o: number, t: Float64Array, q: number, sign: number): void {
  square(s, A, p, o + Z)
  multiply(s, B, t, q + X, s, A)
  multiply(s, C, p, o + Z, s, A)
  multiply(s, D, t, q + Y, s, C)
  for (let i = 0; i < LIMBS; i++) {
    s[E + i] = (s[B + i] as number) - (p[o + X + i] as number)
    s[F + i] = sign * (s[D + i] as number) - (p[o + Y + i] as number)
  }
  multiply(p, o + Z, p, o + Z, s, E)
  finishAdd(p, o, p, o + X, p, o + Y)
}

/** p[o…] += t[q…], both Jacobian. */
export function addJacobian(p: Float64Array, o: number, t: Float64Array, q: number): void {
  square(s, A, p, o + Z)
  square(s, B, t, q + Z)
  multiply(s, C, p, o + X, s, B)
  multiply(s, D, t, q + X, s, A)
  multiply(s, A, s, A, p, o + Z)
  multiply(s, B, s, B, t, q + Z)
  multiply(s, A, s, A, t, q + Y)
  multiply(s, B, s, B, p, o + Y)
  for (let i = 0; i < LIMBS; i++) {
    s[E + i] = (s[D + i] as number) - (s[C + i] as number)
    s[F + i] = (s[A + i] as number) - (s[B + i] as number)
  }
  multiply(s, G, p, o + Z, t, q + Z)
  multiply(p, o + Z, s, G, s, E)
  finishAdd(p, o, s, C, s, B)
}

/** p[o…] = 2·p[o…] (the curve's a is −3). */
export function double(p: Float64Array, o: number): void {
  square(s, A, p, o + Z)
  square(s, B, p, o + Y)
  multiply(s, C, p, o + X, s, B)
  for (let i = 0; i < LIMBS; i++) {
    s[D + i] = (p[o + X + i] as number) - (s[A + i] as number)
    s[E + i] = (p[o + X + i] as number) + (s[A + i] as number)
  }
  multiply(s, D, s, D, s, E)
  for (let i = 0; i < LIMBS; i++) s[D + i] = 3 * (s[D + i] as number)
  carry(s, D)
  multiply(p, o + Z, p, o + Y, p, o + Z)
  square(s, E, s, D)
  square(s, F, s, B)
  for (let i = 0; i < LIMBS; i++) {
    p[o + Z + i] = 2 * (p[o + Z + i] as number)
    p[o + X + i] = (s[E + i] as number) - 8 * (s[C + i] as number)
  }
  carry(p, o + X)
  for (let i = 0; i < LIMBS; i++) s[C + i] = 4 * (s[C + i] as number) - (p[o + X + i] as number)
  multiply(s, D, s, D, s, C)
  for (let i = 0; i < LIMBS; i++) p[o + Y + i] = (s[D + i] as number) - 8 * (s[F + i] as number)
  carry(p, o + Y)
}

/** Writes an affine point of two numbers as Jacobian. */
export function storeJacobian(p: Float64Array, o: number, x: bigint, y: bigint): void {
  store(p, o + X, x)
  store(p, o + Y, y)
  store(p, o + Z, 1n)
}

/** The affine numbers of a Jacobian point whose Z is not 0 modulo p. */
export function loadAffine(p: Float64Array, o: number): { readonly x: bigint; readonly y: bigint } {
  const t = new Float64Array(4 * LIMBS)
  invert(t, 0, p, o + Z)
  square(t, LIMBS, t, 0)
  multiply(t, 2 * LIMBS, p, o + X, t, LIMBS)
  multiply(t, 3 * LIMBS, t, LIMBS, t, 0)
  multiply(t, 3 * LIMBS, p, o + Y, t, 3 * LIMBS)
  return { x: load(t, 2 * LIMBS), y: load(t, 3 * LIMBS) }
}

/** Affine copies of `count` Jacobian points, none of them with Z 0 modulo p, for the price of one inversion. */
export function normalised(points: Float64Array, count: number): Float64Array {
  const out = new Float64Array(count * AFFINE)
  const prefix = new Float64Array((count + 1) * LIMBS)
  const t = new Float64Array(3 * LIMBS)
  store(prefix, 0, 1n)
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
