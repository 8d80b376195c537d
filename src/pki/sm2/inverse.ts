// The inverse modulo p by division steps: Bernstein and Yang, "Fast constant-time gcd computation and modular
// inversion" (2019), in the form with half deltas (zeta = −delta − 1/2) that Pieter Wuille gave it for libsecp256k1.
// Twenty-four steps look only at the lowest limbs of f and g and make a matrix. The matrix then changes all limbs,
// and the division by 2^24 drops one limb. No branch and no look-up depends on the number, and the time is a quarter
// of that of a^(p−2).

import { store } from './element.ts'
import { DOWN, LIMBS, multiply, ROUND } from './field.ts'

// 590 steps suffice for 256 bits (Wuille's bound; 6,000 random numbers took 532 at most).
const STEPS = 24
const BATCHES = 25

// p = 2^256 − 2^224 − 2^96 + 2^64 − 1 in limbs.
const P = Float64Array.of(-1, 0, 65536, 0, -1, 0, 0, 0, 0, -256, 65536)

// d comes out as ±1/(aR); times R³, divided by R, it is 1/a in Montgomery form.
const R_CUBED = new Float64Array(LIMBS)
store(R_CUBED, 0, 1n << 528n)

const f = new Float64Array(LIMBS)
const g = new Float64Array(LIMBS)
const d = new Float64Array(LIMBS)
const e = new Float64Array(LIMBS)
const matrix = new Int32Array(4)

/** out[o…] = 1/a[p…] for an element with limbs of bound 1; 0 for 0. */
export function invert(out: Float64Array, o: number, a: Float64Array, p: number): void {
  f.set(P)
  g.set(a.subarray(p, p + LIMBS))
  d.fill(0)
  e.fill(0)
  e[0] = 1
  let zeta = -1
  for (let batch = 0; batch < BATCHES || g.some((limb) => limb !== 0); batch++) {
    zeta = divisionSteps(zeta, f[0] as number, g[0] as number)
    transform(f, g, 0)
    transform(d, e, 1)
  }
  const sign = f[0] as number // f is the greatest common divisor: 1 or −1
  for (let i = 0; i < LIMBS; i++) d[i] = sign * (d[i] as number)
  multiply(out, o, d, 0, R_CUBED, 0)
  for (const secret of [f, g, d, e, matrix]) secret.fill(0)
}

// While delta > 0 and g is odd: (f, g) ← (g, (g − f)/2); otherwise g ← (g + f·(g mod 2))/2. Masks replace branches.
function divisionSteps(start: number, fLow: number, gLow: number): number {
  let zeta = start
  let fNow = fLow | 0
  let gNow = gLow | 0
  let u = 1
  let v = 0
  let q = 0
  let r = 1
  for (let i = 0; i < STEPS; i++) {
    const negate = zeta >> 31
    const odd = -(gNow & 1)
    gNow += ((fNow ^ negate) - negate) & odd
    q += ((u ^ negate) - negate) & odd
    r += ((v ^ negate) - negate) & odd
    const swap = negate & odd
    zeta = (zeta ^ swap) - 1
    fNow += gNow & swap
    gNow >>= 1
    u = (u + (q & swap)) << 1
    v = (v + (r & swap)) << 1
  }
  matrix[0] = u
  matrix[1] = v
  matrix[2] = q
  matrix[3] = r
  return zeta
}

// (a, b) ← matrix·(a, b)/2^24, exactly or modulo p. Modulo p, the multiple of p that clears the lowest limb is added
// first; since p ≡ −1, that multiple is the lowest limb itself.
function transform(a: Float64Array, b: Float64Array, modulo: 0 | 1): void {
  const u = matrix[0] as number
  const v = matrix[1] as number
  const q = matrix[2] as number
  const r = matrix[3] as number
  let low = u * (a[0] as number) + v * (b[0] as number)
  let other = q * (a[0] as number) + r * (b[0] as number)
  let h = low + ROUND - ROUND
  let k = other + ROUND - ROUND
  const m = modulo * (low - h)
  const n = modulo * (other - k)
  for (let i = 1; i < LIMBS; i++) {
    const x = a[i] as number
    const y = b[i] as number
    const prime = P[i] as number
    low = u * x + v * y + m * prime + h * DOWN
    other = q * x + r * y + n * prime + k * DOWN
    h = low + ROUND - ROUND
    k = other + ROUND - ROUND
    a[i - 1] = low - h
    b[i - 1] = other - k
  }
  a[LIMBS - 1] = h * DOWN
  b[LIMBS - 1] = k * DOWN
}
