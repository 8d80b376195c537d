// Arithmetic modulo the prime of sm2p256v1 in floating point: eleven signed limbs of 24 bits, in Montgomery form with
// R = 2^264. Doubles multiply 24-bit limbs exactly and sum eleven products below 2^53. Because p ≡ −1 mod 2^64, each
// Montgomery digit is the low limb itself; because p + 1 = 2^256 − 2^224 − 2^96 + 2^64, its multiple takes four
// terms. A product takes about a quarter of the time that BigInt needs, and that time does not depend on the numbers.
//
// Each column adds the carry last: it comes from the column before, and the rest can be summed meanwhile.
//
// Bounds: the limbs of a product are at most 2^23 (bound 1), and its value is below p. A sum has the sum of the
// bounds. Two factors may be multiplied if the product of their bounds is at most 12 (ten whole limbs a column:
// 10·12·2^46 < 2^53); otherwise call `carry` first.

/** Limbs of an element. Elements lie one after the other in Float64Arrays, addressed by array and offset. */
export const LIMBS = 11

/** Adding and then subtracting 1.5·2^76 rounds a double to a multiple of 2^24. */
export const ROUND = 1.5 * 2 ** 76
/** Scales such a multiple down to the next limb. */
export const DOWN = 2 ** -24

/** out[o…] = a[p…]·b[q…]/R. */
// biome-ignore format: one column of the product a line
export function multiply(out: Float64Array, o: number, a: Float64Array, p: number, b: Float64Array, q: number): void {
  const a0 = a[p + 0] as number
  const a1 = a[p + 1] as number
  const a2 = a[p + 2] as number
  const a3 = a[p + 3] as number
  const a4 = a[p + 4] as number
  const a5 = a[p + 5] as number
  const a6 = a[p + 6] as number
  const a7 = a[p + 7] as number
  const a8 = a[p + 8] as number
  const a9 = a[p + 9] as number
  const a10 = a[p + 10] as number
  const b0 = b[q + 0] as number
  const b1 = b[q + 1] as number
  const b2 = b[q + 2] as number
  const b3 = b[q + 3] as number
  const b4 = b[q + 4] as number
  const b5 = b[q + 5] as number
  const b6 = b[q + 6] as number
  const b7 = b[q + 7] as number
  const b8 = b[q + 8] as number
  const b9 = b[q + 9] as number
  const b10 = b[q + 10] as number
  let t = 0, h = 0
  t = a0 * b0; h = t + ROUND - ROUND; const m0 = t - h
  t = a0 * b1 + a1 * b0 + h * DOWN; h = t + ROUND - ROUND; const m1 = t - h
  t = a0 * b2 + a1 * b1 + a2 * b0 + m0 * 65536 + h * DOWN; h = t + ROUND - ROUND; const m2 = t - h
  t = a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 + m1 * 65536 + h * DOWN; h = t + ROUND - ROUND; const m3 = t - h
  t = a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 - m0 + m2 * 65536 + h * DOWN; h = t + ROUND - ROUND; const m4 = t - h
  t = a0 * b5 + a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 + a5 * b0 - m1 + m3 * 65536 + h * DOWN; h = t + ROUND - ROUND; const m5 = t - h
  t = a0 * b6 + a1 * b5 + a2 * b4 + a3 * b3 + a4 * b2 + a5 * b1 + a6 * b0 - m2 + m4 * 65536 + h * DOWN; h = t + ROUND - ROUND; const m6 = t - h
  t = a0 * b7 + a1 * b6 + a2 * b5 + a3 * b4 + a4 * b3 + a5 * b2 + a6 * b1 + a7 * b0 - m3 + m5 * 65536 + h * DOWN; h = t + ROUND - ROUND; const m7 = t - h
  t = a0 * b8 + a1 * b7 + a2 * b6 + a3 * b5 + a4 * b4 + a5 * b3 + a6 * b2 + a7 * b1 + a8 * b0 - m4 + m6 * 65536 + h * DOWN; h = t + ROUND - ROUND; const m8 = t - h
  t = a0 * b9 + a1 * b8 + a2 * b7 + a3 * b6 + a4 * b5 + a5 * b4 + a6 * b3 + a7 * b2 + a8 * b1 + a9 * b0 - m0 * 256 - m5 + m7 * 65536 + h * DOWN; h = t + ROUND - ROUND; const m9 = t - h
  t = a0 * b10 + a1 * b9 + a2 * b8 + a3 * b7 + a4 * b6 + a5 * b5 + a6 * b4 + a7 * b3 + a8 * b2 + a9 * b1 + a10 * b0 + m0 * 65536 - m1 * 256 - m6 + m8 * 65536 + h * DOWN; h = t + ROUND - ROUND; const m10 = t - h
  t = a1 * b10 + a2 * b9 + a3 * b8 + a4 * b7 + a5 * b6 + a6 * b5 + a7 * b4 + a8 * b3 + a9 * b2 + a10 * b1 + m1 * 65536 - m2 * 256 - m7 + m9 * 65536 + h * DOWN; h = t + ROUND - ROUND; out[o + 0] = t - h
  t = a2 * b10 + a3 * b9 + a4 * b8 + a5 * b7 + a6 * b6 + a7 * b5 + a8 * b4 + a9 * b3 + a10 * b2 + m2 * 65536 - m3 * 256 - m8 + m10 * 65536 + h * DOWN; h = t + ROUND - ROUND; out[o + 1] = t - h
  t = a3 * b10 + a4 * b9 + a5 * b8 + a6 * b7 + a7 * b6 + a8 * b5 + a9 * b4 + a10 * b3 + m3 * 65536 - m4 * 256 - m9 + h * DOWN; h = t + ROUND - ROUND; out[o + 2] = t - h
  t = a4 * b10 + a5 * b9 + a6 * b8 + a7 * b7 + a8 * b6 + a9 * b5 + a10 * b4 + m4 * 65536 - m5 * 256 - m10 + h * DOWN; h = t + ROUND - ROUND; out[o + 3] = t - h
  t = a5 * b10 + a6 * b9 + a7 * b8 + a8 * b7 + a9 * b6 + a10 * b5 + m5 * 65536 - m6 * 256 + h * DOWN; h = t + ROUND - ROUND; out[o + 4] = t - h
  t = a6 * b10 + a7 * b9 + a8 * b8 + a9 * b7 + a10 * b6 + m6 * 65536 - m7 * 256 + h * DOWN; h = t + ROUND - ROUND; out[o + 5] = t - h
  t = a7 * b10 + a8 * b9 + a9 * b8 + a10 * b7 + m7 * 65536 - m8 * 256 + h * DOWN; h = t + ROUND - ROUND; out[o + 6] = t - h
  t = a8 * b10 + a9 * b9 + a10 * b8 + m8 * 65536 - m9 * 256 + h * DOWN; h = t + ROUND - ROUND; out[o + 7] = t - h
  t = a9 * b10 + a10 * b9 + m9 * 65536 - m10 * 256 + h * DOWN; h = t + ROUND - ROUND; out[o + 8] = t - h
  t = a10 * b10 + m10 * 65536 + h * DOWN; h = t + ROUND - ROUND; out[o + 9] = t - h
  out[o + 10] = h * DOWN
}

/** out[o…] = a[p…]²/R. */
// biome-ignore format: one column of the product a line
export function square(out: Float64Array, o: number, a: Float64Array, p: number): void {
  const a0 = a[p + 0] as number
  const a1 = a[p + 1] as number
  const a2 = a[p + 2] as number
  const a3 = a[p + 3] as number
  const a4 = a[p + 4] as number
  const a5 = a[p + 5] as number
  const a6 = a[p + 6] as number
  const a7 = a[p + 7] as number
  const a8 = a[p + 8] as number
  const a9 = a[p + 9] as number
  const a10 = a[p + 10] as number
  const d0 = 2 * a0
  const d1 = 2 * a1
  const d2 = 2 * a2
  const d3 = 2 * a3
  const d4 = 2 * a4
  const d5 = 2 * a5
  const d6 = 2 * a6
  const d7 = 2 * a7
  const d8 = 2 * a8
  const d9 = 2 * a9
  let t = 0, h = 0
  t = a0 * a0; h = t + ROUND - ROUND; const m0 = t - h
  t = d0 * a1 + h * DOWN; h = t + ROUND - ROUND; const m1 = t - h
  t = d0 * a2 + a1 * a1 + m0 * 65536 + h * DOWN; h = t + ROUND - ROUND; const m2 = t - h
  t = d0 * a3 + d1 * a2 + m1 * 65536 + h * DOWN; h = t + ROUND - ROUND; const m3 = t - h
  t = d0 * a4 + d1 * a3 + a2 * a2 - m0 + m2 * 65536 + h * DOWN; h = t + ROUND - ROUND; const m4 = t - h
  t = d0 * a5 + d1 * a4 + d2 * a3 - m1 + m3 * 65536 + h * DOWN; h = t + ROUND - ROUND; const m5 = t - h
  t = d0 * a6 + d1 * a5 + d2 * a4 + a3 * a3 - m2 + m4 * 65536 + h * DOWN; h = t + ROUND - ROUND; const m6 = t - h
  t = d0 * a7 + d1 * a6 + d2 * a5 + d3 * a4 - m3 + m5 * 65536 + h * DOWN; h = t + ROUND - ROUND; const m7 = t - h
  t = d0 * a8 + d1 * a7 + d2 * a6 + d3 * a5 + a4 * a4 - m4 + m6 * 65536 + h * DOWN; h = t + ROUND - ROUND; const m8 = t - h
  t = d0 * a9 + d1 * a8 + d2 * a7 + d3 * a6 + d4 * a5 - m0 * 256 - m5 + m7 * 65536 + h * DOWN; h = t + ROUND - ROUND; const m9 = t - h
  t = d0 * a10 + d1 * a9 + d2 * a8 + d3 * a7 + d4 * a6 + a5 * a5 + m0 * 65536 - m1 * 256 - m6 + m8 * 65536 + h * DOWN; h = t + ROUND - ROUND; const m10 = t - h
  t = d1 * a10 + d2 * a9 + d3 * a8 + d4 * a7 + d5 * a6 + m1 * 65536 - m2 * 256 - m7 + m9 * 65536 + h * DOWN; h = t + ROUND - ROUND; out[o + 0] = t - h
  t = d2 * a10 + d3 * a9 + d4 * a8 + d5 * a7 + a6 * a6 + m2 * 65536 - m3 * 256 - m8 + m10 * 65536 + h * DOWN; h = t + ROUND - ROUND; out[o + 1] = t - h
  t = d3 * a10 + d4 * a9 + d5 * a8 + d6 * a7 + m3 * 65536 - m4 * 256 - m9 + h * DOWN; h = t + ROUND - ROUND; out[o + 2] = t - h
  t = d4 * a10 + d5 * a9 + d6 * a8 + a7 * a7 + m4 * 65536 - m5 * 256 - m10 + h * DOWN; h = t + ROUND - ROUND; out[o + 3] = t - h
  t = d5 * a10 + d6 * a9 + d7 * a8 + m5 * 65536 - m6 * 256 + h * DOWN; h = t + ROUND - ROUND; out[o + 4] = t - h
  t = d6 * a10 + d7 * a9 + a8 * a8 + m6 * 65536 - m7 * 256 + h * DOWN; h = t + ROUND - ROUND; out[o + 5] = t - h
  t = d7 * a10 + d8 * a9 + m7 * 65536 - m8 * 256 + h * DOWN; h = t + ROUND - ROUND; out[o + 6] = t - h
  t = d8 * a10 + a9 * a9 + m8 * 65536 - m9 * 256 + h * DOWN; h = t + ROUND - ROUND; out[o + 7] = t - h
  t = d9 * a10 + m9 * 65536 - m10 * 256 + h * DOWN; h = t + ROUND - ROUND; out[o + 8] = t - h
  t = a10 * a10 + m10 * 65536 + h * DOWN; h = t + ROUND - ROUND; out[o + 9] = t - h
  out[o + 10] = h * DOWN
}

/** out[o…] = a[p…] − factor·b[q…], with limbs of bound 1. */
export function subtract(
  out: Float64Array,
  o: number,
  a: Float64Array,
  p: number,
  factor: number,
  b: Float64Array,
  q: number,
): void {
  let h = 0
  for (let i = 0; i < LIMBS - 1; i++) {
    const t = (a[p + i] as number) - factor * (b[q + i] as number) + h * DOWN
    h = t + ROUND - ROUND
    out[o + i] = t - h
  }
  out[o + 10] = (a[p + 10] as number) - factor * (b[q + 10] as number) + h * DOWN
}

/** Brings the limbs of a sum back to bound 1; the value stays the same. */
export function carry(a: Float64Array, p: number): void {
  let h = 0
  for (let i = p; i < p + LIMBS - 1; i++) {
    const t = (a[i] as number) + h * DOWN
    h = t + ROUND - ROUND
    a[i] = t - h
  }
  a[p + LIMBS - 1] = (a[p + LIMBS - 1] as number) + h * DOWN
}
