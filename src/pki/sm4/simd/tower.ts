// The S-box of SM4 without a look-up in memory: by the field arithmetic behind it, in halves of a byte, for which a
// register is table enough. The way to invert is Mike Hamburg's ("Accelerating AES with Vector Permute Instructions",
// CHES 2009).
//
// S(x) = A·inverse(A·x + 0xD3) + 0xD3 in GF(2^8) with the polynomial 0x1F5; the rows of A are 0xA7 and its rotations. A
// test compares this with the table of GB/T 32907.
//
// F is the subfield of 16 elements. With an element α of norm 1 outside F, β its conjugate and a = α² + β², every
// element is iα + jβ with i and j in F, and its norm is k² + aij, where k = i + j. Then
//   1/(1/i + a/k) + j = (k² + aij)/(k + ai)      1/(1/j + a/k) + i = (k² + aij)/(k + aj)
// and the inverse of the element is a linear function of the inverses of these two. A division by 0 gives infinity:
// 0x80, which stays above 15 whatever is added, and a look-up by it gives 0, the inverse of infinity.

const POLYNOMIAL = 0x1f5
const ROW = 0xa7
/** The constant of the affine map, before the inversion and after it. */
export const AFFINE = 0xd3
const INFINITY = 0x80

function times(a: number, b: number): number {
  let [result, shifted] = [0, a]
  for (let rest = b; rest > 0; rest >>= 1) {
    if (rest & 1) result ^= shifted
    shifted <<= 1
    if (shifted & 0x100) shifted ^= POLYNOMIAL
  }
  return result
}

function power(a: number, exponent: number): number {
  let [result, square] = [1, a]
  for (let rest = exponent; rest > 0; rest >>= 1) {
    if (rest & 1) result = times(result, square)
    square = times(square, square)
  }
  return result
}

const bytes = Array.from({ length: 256 }, (_, x) => x)
/** Also right for 0, whose inverse is 0 here. */
const inverse = (a: number): number => power(a, 254)
const conjugate = (a: number): number => power(a, 16)

const parity = (x: number): number => {
  let folded = x ^ (x >> 4)
  folded ^= folded >> 2
  return (folded ^ (folded >> 1)) & 1
}

/** A·x. */
function affine(x: number): number {
  let result = 0
  for (let i = 0; i < 8; i++) {
    const row = ((ROW << i) | (ROW >> (8 - i))) & 255
    result |= parity(row & x) << i
  }
  return result
}

/** The elements of F by their half-bytes: sums of four of them. */
function halfBytes(): readonly number[] {
  const field = bytes.filter((x) => conjugate(x) === x)
  const elements = [0]
  for (const one of field) if (!elements.includes(one)) elements.push(...elements.map((sum) => sum ^ one))
  return elements
}

type Tower = {
  readonly elements: readonly number[]
  readonly a: number
  readonly alpha: number
  readonly beta: number
}

function tower(): Tower {
  const elements = halfBytes()
  const fits = (x: number): boolean =>
    power(x, 17) === 1 && !elements.includes(x) && ![0, 1].includes(times(x, x) ^ conjugate(times(x, x)))
  const alpha = bytes.find(fits) ?? 0
  const beta = conjugate(alpha)
  return { elements, alpha, beta, a: times(alpha, alpha) ^ times(beta, beta) }
}

/** Tables of 16 bytes, each for one look-up by half-bytes. */
export type SboxTables = {
  /** From a half of the input to i in the high half and k in the low half. */
  readonly fromLow: Uint8Array
  readonly fromHigh: Uint8Array
  readonly inverse: Uint8Array
  /** a/k. */
  readonly quotient: Uint8Array
  /** From the two results to the output, without the constant after the inversion. */
  readonly toFirst: Uint8Array
  readonly toSecond: Uint8Array
}

export function sboxTables(): SboxTables {
  const { elements, a, alpha, beta } = tower()
  const half = (element: number): number => elements.indexOf(element)
  const parts = new Map(
    elements.flatMap((i) =>
      elements.map((j) => [times(i, alpha) ^ times(j, beta), (half(i) << 4) | half(i ^ j)] as const),
    ),
  )
  const start = (x: number): number => parts.get(affine(x) ^ AFFINE) ?? 0
  const table = (entry: (element: number, n: number) => number): Uint8Array =>
    Uint8Array.from(elements, entry)
  const divided = (numerator: number) =>
    table((element) => (element === 0 ? INFINITY : half(times(numerator, inverse(element)))))
  // With u and v the two inverses: k/N = (u + v)/a, i/N = (u + k/N)/a, j/N = (v + k/N)/a; the inverse is (i/N)β + (j/N)α.
  const result = (u: number, v: number): number => {
    const over = inverse(a)
    const k = times(u ^ v, over)
    return affine(times(times(u ^ k, over), beta) ^ times(times(v ^ k, over), alpha))
  }
  return {
    fromLow: table((_, n) => start(n)),
    fromHigh: table((_, n) => start(n << 4) ^ start(0)),
    inverse: divided(1),
    quotient: divided(a),
    toFirst: table((element) => result(inverse(element), 0)),
    toSecond: table((element) => result(0, inverse(element))),
  }
}
