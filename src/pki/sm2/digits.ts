// Scalars as signed digits: one table with the odd multiples of a point and their negatives then serves every digit.

const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n
const BITS = 256

/** How many digits a whole scalar has at this width, which is also how many rows a whole table has. */
export function rowsFor(width: number): number {
  return Math.ceil(BITS / width)
}

/**
 * Signed odd digits of a scalar between 1 and the order less one: ±1, ±3 … ±(2^width − 1). No digit is 0, so every
 * multiplication takes the same steps. An even scalar is subtracted from the order, and the digits are negated.
 */
export function oddDigits(scalar: bigint, width: number): Int32Array {
  // No branch depends on the scalar: a processor guesses branches, and a wrong guess takes time.
  const odd = Number(scalar & 1n)
  const words = wordsOf([N - scalar, scalar][odd] as bigint)
  const sign = 2 * odd - 1
  const digits = new Int32Array(rowsFor(width))
  const last = digits.length - 1
  for (let i = 0; i <= last; i++) {
    // Joye and Tunstall: the window with its lowest bit set to one, less 2^width if the next bit is clear.
    const window = bitsAt(words, i * width, width) | 1
    const borrowed = i < last ? (1 - bitsAt(words, (i + 1) * width, 1)) << width : 0
    digits[i] = sign * (window - borrowed)
  }
  words.fill(0)
  return digits
}

/**
 * The non-adjacent form: one digit for each power of two. A digit other than 0 is odd and at most ±(2^width − 1), and
 * at least `width` zeros follow it. The time spent on it reveals the scalar, so it is for public scalars only.
 */
export function sparseDigits(scalar: bigint, width: number): Int32Array {
  const words = wordsOf(scalar)
  const digits = new Int32Array(BITS + 1)
  let carry = 0
  for (let i = 0; i <= BITS; i++) {
    if (bitsAt(words, i, 1) === carry) continue
    const window = bitsAt(words, i, width + 1) + carry
    carry = window >> width
    digits[i] = window - (carry << (width + 1))
    i += width
  }
  return digits
}

// One bit above the scalar: else a BigInt would be shorter, and the work on it quicker, where high bits are zero.
const ABOVE = 1n << BigInt(BITS)

function wordsOf(scalar: bigint): Int32Array {
  const words = new Int32Array(10)
  let left = scalar + ABOVE
  for (let i = 0; i < 8; i++) {
    words[i] = Number(BigInt.asUintN(32, left))
    left >>= 32n
  }
  return words
}

function bitsAt(words: Int32Array, from: number, count: number): number {
  const word = from >>> 5
  const shift = from & 31
  const low = (words[word] as number) >>> shift
  const high = shift === 0 ? 0 : (words[word + 1] as number) << (32 - shift)
  return (low | high) & ((1 << count) - 1)
}
