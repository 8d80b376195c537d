import { simdEngine } from './engine.ts'
import { HASH_TURN } from './routines.ts'

// GHASH (SP 800-38D 6.4) of many blocks. Sixteen sums run side by side, each over every sixteenth block, so each step
// multiplies all of them by H^16. Multiplication by a constant is linear: it is the sum of what each half-byte of the
// other factor gives, and a register is table enough for a half-byte.

// Places in the engine's memory, beside those of blocks.ts.
const STATE = 256
const SCRATCH = 512
const TABLES = 2048
const TABLES_END = TABLES + 16 * 512
const INPUT = 16 * 1024
const CHUNK = 64 * 1024

/** From this many bytes on the tables for a key pay. */
const WORTHWHILE = 4096
const REDUCTION = 0xe1000000

/** v·x, for v as four words with the coefficient of 1 in the highest bit. */
function shift(v: Int32Array): void {
  const [a = 0, b = 0, c = 0, d = 0] = v
  v[3] = (d >>> 1) | (c << 31)
  v[2] = (c >>> 1) | (b << 31)
  v[1] = (b >>> 1) | (a << 31)
  v[0] = (a >>> 1) ^ (REDUCTION & -(d & 1))
}

/** y·h into y, without a branch or a read that depends on either. */
function multiply(y: Int32Array, h: Int32Array): void {
  const v = h.slice()
  const product = new Int32Array(4)
  for (let bit = 0; bit < 128; bit++) {
    const mask = -(((y[bit >> 5] as number) >>> (31 - (bit & 31))) & 1)
    for (let i = 0; i < 4; i++) product[i] = (product[i] as number) ^ ((v[i] as number) & mask)
    shift(v)
  }
  y.set(product)
}

/** The byte b of what the half-byte n is worth: 16 entries each, at 512·b + 16·n. */
function layTables(memory: Uint8Array, factor: Int32Array): void {
  const v = factor.slice()
  for (let byte = 0; byte < 16; byte++) {
    for (let bit = 7; bit >= 0; bit--, shift(v)) {
      const entry = TABLES + 32 * byte + (bit < 4 ? 0 : 16)
      for (let b = 0; b < 16; b++) {
        const value = (v[b >> 2] as number) >>> (24 - 8 * (b & 3))
        for (let n = 1; n < 16; n++)
          if ((n >> (bit & 3)) & 1)
            memory[entry + 512 * b + n] = (memory[entry + 512 * b + n] as number) ^ value
      }
    }
  }
}

/** Adds blocks from the start of the data to the hash y, and says how many bytes those were. */
export function ghashSimd(y: Int32Array, h: Int32Array, data: Uint8Array): number {
  const engine = data.length < WORTHWHILE ? null : simdEngine()
  if (engine === null) return 0
  const { memory } = engine
  const factor = h.slice()
  for (let n = 0; n < 4; n++) multiply(factor, factor.slice())
  layTables(memory, factor)
  const turn = 16 * HASH_TURN
  const whole = data.length - (data.length % turn)
  for (let at = 0; at < whole; at += CHUNK) {
    const size = Math.min(CHUNK, whole - at)
    memory.set(data.subarray(at, at + size), INPUT)
    if (at === 0) addBlock(memory, INPUT, y)
    engine.hash(STATE, INPUT, TABLES, SCRATCH, size / turn)
  }
  joined(y, h, memory)
  memory.fill(0, STATE, TABLES_END)
  memory.fill(0, INPUT, INPUT + Math.min(whole, CHUNK))
  return whole
}

function addBlock(memory: Uint8Array, at: number, block: Int32Array): void {
  for (let i = 0; i < 16; i++) {
    const value = (block[i >> 2] as number) >>> (24 - 8 * (i & 3))
    memory[at + i] = (memory[at + i] as number) ^ value
  }
}

/** The sixteen sums, each by its own power of H. */
function joined(y: Int32Array, h: Int32Array, memory: Uint8Array): void {
  y.fill(0)
  for (let sum = 0; sum < 16; sum++) {
    for (let b = 0; b < 16; b++) {
      const value = (memory[STATE + 16 * b + sum] as number) << (24 - 8 * (b & 3))
      y[b >> 2] = (y[b >> 2] as number) ^ value
    }
    multiply(y, h)
  }
}
