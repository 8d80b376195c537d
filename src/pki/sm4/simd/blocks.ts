import { type Engine, simdEngine } from './engine.ts'
import { CIPHER_TURN } from './routines.ts'
import { AFFINE } from './tower.ts'

// Places in the engine's memory.
const ZERO = 0
const KEYS = 64
const INPUT = 16 * 1024
const CHUNK = 64 * 1024
const OUTPUT = INPUT + CHUNK + 1024
/** What lies from here on is known to everybody. */
export const COUNTERS = OUTPUT + CHUNK + 1024

/** From this many bytes on it pays to hand them over. */
export const WORTHWHILE = 2048

/** The linear map of a word whose four bytes are the constant of the S-box. */
const CONSTANT = Math.imul(AFFINE, 0x01010101)
const DIFFUSED = (CONSTANT << 2) | (CONSTANT >>> 30)

/**
 * The substitution of the routines leaves the constant of the S-box out. So every second group of four words in the
 * course of the rounds lies beside the right one by the same word, and the round keys make up for it. After 32 rounds
 * all is even.
 */
function layKeys({ memory }: Engine, keys: Int32Array): void {
  const view = new DataView(memory.buffer)
  const beside = (word: number): number => ((word >> 2) & 1 ? DIFFUSED : 0)
  keys.forEach((key, i) => {
    view.setInt32(KEYS + 4 * i, key ^ beside(i + 1) ^ beside(i + 2) ^ beside(i + 3), true)
  })
}

const turnsOf = (bytes: number): number => Math.ceil(bytes / (16 * CIPHER_TURN))

/** Runs whole blocks through the cipher, in pieces that fit. `lay` puts a piece in, `take` has it back. */
function inPieces(
  engine: Engine,
  { keys, length }: { readonly keys: Int32Array; readonly length: number },
  work: (at: number, size: number) => void,
): void {
  layKeys(engine, keys)
  for (let at = 0; at < length; at += CHUNK) work(at, Math.min(CHUNK, length - at))
  engine.memory.fill(0, KEYS, KEYS + 128)
  engine.memory.fill(0, INPUT - 16, OUTPUT + Math.min(length, CHUNK) + 16 * CIPHER_TURN)
}

export type Job = {
  /** Round keys in the order of use. */
  readonly keys: Int32Array
  readonly data: Uint8Array
}

/** Every block by itself. null: not here. */
export function ecbSimd({ keys, data }: Job): Uint8Array | null {
  const engine = data.length < WORTHWHILE ? null : simdEngine()
  if (engine === null) return null
  const { memory } = engine
  const out = new Uint8Array(data.length)
  inPieces(engine, { keys, length: data.length }, (at, size) => {
    memory.set(data.subarray(at, at + size), INPUT)
    engine.crypt(KEYS, INPUT, OUTPUT, ZERO, 0, turnsOf(size))
    out.set(memory.subarray(OUTPUT, OUTPUT + size), at)
  })
  return out
}

/** CBC decryption of whole blocks. null: not here. */
export function cbcSimd({ keys, data }: Job, iv: Uint8Array): Uint8Array | null {
  const engine = data.length < WORTHWHILE ? null : simdEngine()
  if (engine === null) return null
  const { memory } = engine
  const out = new Uint8Array(data.length)
  inPieces(engine, { keys, length: data.length }, (at, size) => {
    memory.set(at === 0 ? iv : data.subarray(at - 16, at), INPUT - 16)
    memory.set(data.subarray(at, at + size), INPUT)
    engine.crypt(KEYS, INPUT, OUTPUT, INPUT - 16, 16, turnsOf(size))
    out.set(memory.subarray(OUTPUT, OUTPUT + size), at)
  })
  return out
}

const swapped = (word: number): number =>
  (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)

/**
 * The data against the cipher of counters, from `first` on, whose last word counts (SP 800-38D 6.5). null: not here.
 */
export function counterSimd({ keys, data }: Job, first: Int32Array): Uint8Array | null {
  const engine = data.length < WORTHWHILE ? null : simdEngine()
  if (engine === null) return null
  const { memory } = engine
  const out = new Uint8Array(data.length)
  const words = new Int32Array(memory.buffer, COUNTERS, CHUNK / 4 + 4 * CIPHER_TURN)
  const blocks = CIPHER_TURN * turnsOf(Math.min(data.length, CHUNK))
  const start = first.map(swapped)
  for (let block = 0; block < blocks; block += 1) words.set(start, 4 * block)
  inPieces(engine, { keys, length: data.length }, (at, size) => {
    const count = (first[3] ?? 0) + at / 16
    for (let block = 0; block < blocks; block += 1) words[4 * block + 3] = swapped(count + block)
    memory.set(data.subarray(at, at + size), INPUT)
    engine.crypt(KEYS, COUNTERS, OUTPUT, INPUT, 16, turnsOf(size))
    out.set(memory.subarray(OUTPUT, OUTPUT + size), at)
  })
  return out
}
