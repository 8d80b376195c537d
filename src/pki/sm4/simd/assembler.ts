// As much of the binary format of WebAssembly as the cipher needs: one memory, functions of straight lines and loops.

/** Instructions as bytes, in lists that may hold lists; they are joined once, at the end. */
export type Code = readonly (number | Code)[]

function joined(code: Code, to: number[] = []): number[] {
  for (const part of code) {
    if (typeof part === 'number') to.push(part)
    else joined(part, to)
  }
  return to
}

const unsigned = (value: number): Code =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, unsigned(value >>> 7)]

function signed(value: number): Code {
  const last = value >= -64 && value < 64
  return last ? [value & 0x7f] : [(value & 0x7f) | 0x80, signed(value >> 7)]
}

const vector = (items: readonly Code[]): Code => [unsigned(items.length), items]
const sized = (content: Code): Code => {
  const bytes = joined(content)
  return [unsigned(bytes.length), bytes]
}
const section = (id: number, content: Code): Code => [id, sized(content)]
const text = (words: string): Code => sized(Array.from(new TextEncoder().encode(words)))

const I32 = 0x7f
const V128 = 0x7b
const simd = (op: number): Code => [0xfd, unsigned(op)]

export const get = (local: number): Code => [0x20, unsigned(local)]
export const set = (local: number, value: Code): Code => [value, 0x21, unsigned(local)]
export const number = (value: number): Code => [0x41, signed(value)]
export const plus = (a: Code, b: Code): Code => [a, b, 0x6a]
export const minus = (a: Code, b: Code): Code => [a, b, 0x6b]

/** Repeats the body until the condition behind it is 0. */
export const repeat = (body: Code, condition: Code): Code => [0x03, 0x40, body, condition, 0x0d, 0, 0x0b]

// Alignment is only a hint: 1 byte is always true.
const access = (op: number, offset: number): Code => [simd(op), 0, unsigned(offset)]
export const load = (address: Code, offset = 0): Code => [address, access(0x00, offset)]
export const store = (address: Code, value: Code, offset = 0): Code => [address, value, access(0x0b, offset)]
/** A word of memory in all four places. */
export const loadEverywhere = (address: Code, offset = 0): Code => [address, access(0x09, offset)]

export const constant = (bytes: ArrayLike<number>): Code => [simd(0x0c), Array.from(bytes)]
/** Picks 16 of the 32 bytes of a and b. */
export const pick = (a: Code, b: Code, places: readonly number[]): Code => [a, b, simd(0x0d), places]
export const xor = (a: Code, b: Code): Code => [a, b, simd(0x51)]
export const and = (a: Code, b: Code): Code => [a, b, simd(0x4e)]
export const or = (a: Code, b: Code): Code => [a, b, simd(0x50)]
export const wordsLeft = (a: Code, bits: number): Code => [a, number(bits), simd(0xab)]
export const wordsRight = (a: Code, bits: number): Code => [a, number(bits), simd(0xad)]
/** Shifts each pair of bytes. */
export const pairsRight = (a: Code, bits: number): Code => [a, number(bits), simd(0x8d)]

/**
 * Looks every byte up in a table of 16 bytes; 0 for 128 and more. The relaxed instruction is one of the machine's; what
 * it gives for 16 to 127 differs between machines, so nothing here asks for that.
 */
export type LookUp = (table: Code, places: Code) => Code
export const relaxedLookUp: LookUp = (table, places) => [table, places, simd(0x100)]
export const strictLookUp: LookUp = (table, places) => [table, places, simd(0x0e)]

export type Routine = {
  readonly name: string
  /** How many numbers it takes, as its first locals. */
  readonly parameters: number
  /** Further numbers, then vectors. */
  readonly numbers: number
  readonly vectors: number
  readonly body: Code
}

/** The module with these functions and a memory, all of them exported. */
export function moduleOf(routines: readonly Routine[], pages: number): Uint8Array<ArrayBuffer> {
  const types = routines.map(({ parameters }): Code => [0x60, vector(Array(parameters).fill([I32])), 0])
  const bodies = routines.map(({ numbers, vectors, body }): Code => {
    const locals = vector([
      [unsigned(numbers), I32],
      [unsigned(vectors), V128],
    ])
    return sized([locals, body, 0x0b])
  })
  const names = routines.map(({ name }, index): Code => [text(name), 0, unsigned(index)])
  return Uint8Array.from(
    joined([
      [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      section(1, vector(types)),
      section(3, vector(routines.map((_, index) => unsigned(index)))),
      section(5, vector([[0, unsigned(pages)]])),
      section(7, vector([...names, [text('memory'), 2, 0]])),
      section(10, vector(bodies)),
    ]),
  )
}
