import {
  and,
  type Code,
  constant,
  get,
  type LookUp,
  load,
  loadEverywhere,
  minus,
  number,
  or,
  pairsRight,
  pick,
  plus,
  type Routine,
  repeat,
  set,
  store,
  wordsLeft,
  wordsRight,
  xor,
} from './assembler.ts'
import type { SboxTables } from './tower.ts'

/** Groups of four blocks, whose words lie side by side. A processor works at several groups at once. */
const GROUPS = 2
/** Blocks that one turn of the cipher takes. */
export const CIPHER_TURN = 4 * GROUPS
/** Blocks that one turn of the hash takes. */
export const HASH_TURN = 16

const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i)
const places = (place: (i: number) => number): readonly number[] => upTo(16).map(place)

/** The bytes of each word in the other order. */
const swap = places((i) => (i & ~3) | (3 - (i & 3)))
/** Each word turned to the left by some bytes; a word lies with its last byte first. */
const turned = (count: number) => places((i) => (i & ~3) | ((i - count) & 3))
const words = (...numbers: readonly number[]) => numbers.flatMap((word) => upTo(4).map((i) => 4 * word + i))

/** Four vectors of four words: rows become columns, in the same locals. `spare` are four more. */
function transpose(rows: readonly number[], spare: readonly number[]): Code {
  const [a = 0, b = 0, c = 0, d = 0] = rows
  const [ab = 0, cd = 0, AB = 0, CD = 0] = spare
  const [fronts, backs] = [words(0, 4, 1, 5), words(2, 6, 3, 7)]
  const [firsts, seconds] = [words(0, 1, 4, 5), words(2, 3, 6, 7)]
  return [
    set(ab, pick(get(a), get(b), fronts)),
    set(cd, pick(get(c), get(d), fronts)),
    set(AB, pick(get(a), get(b), backs)),
    set(CD, pick(get(c), get(d), backs)),
    set(a, pick(get(ab), get(cd), firsts)),
    set(b, pick(get(ab), get(cd), seconds)),
    set(c, pick(get(AB), get(CD), firsts)),
    set(d, pick(get(AB), get(CD), seconds)),
  ]
}

/**
 * Constants that are kept in locals: a constant that stands in the code is made anew by several instructions at each
 * use.
 */
type Kept = Readonly<Record<keyof SboxTables | 'half' | 'swap' | 'turn1' | 'turn2' | 'turn3', number>>

function keep(
  first: number,
  tables: SboxTables,
): { readonly kept: Kept; readonly code: Code; readonly count: number } {
  const all: Readonly<Record<keyof Kept, ArrayLike<number>>> = {
    ...tables,
    half: places(() => 15),
    swap,
    turn1: turned(1),
    turn2: turned(2),
    turn3: turned(3),
  }
  const names = Object.keys(all) as (keyof Kept)[]
  return {
    kept: Object.fromEntries(names.map((name, n) => [name, first + n])) as Kept,
    code: names.flatMap((name, n) => set(first + n, constant(all[name]))),
    count: names.length,
  }
}

const lowHalves = (a: Code, mask: number): Code => and(a, get(mask))
const highHalves = (a: Code, mask: number): Code => lowHalves(pairsRight(a, 4), mask)

/** The S-box on every byte of a local, without the constant after the inversion (tower.ts). */
function substitute(x: number, spare: readonly number[], kept: Kept, lookUp: LookUp): Code {
  const [i = 0, j = 0, k = 0, over = 0] = spare
  const from = (table: number, at: Code): Code => lookUp(get(table), at)
  const low = (a: Code): Code => lowHalves(a, kept.half)
  const high = (a: Code): Code => highHalves(a, kept.half)
  const { inverse } = kept
  return [
    set(over, xor(from(kept.fromLow, low(get(x))), from(kept.fromHigh, high(get(x))))),
    set(k, low(get(over))),
    set(i, high(get(over))),
    set(j, xor(get(i), get(k))),
    set(over, from(kept.quotient, get(k))),
    set(k, xor(from(inverse, xor(from(inverse, get(i)), get(over))), get(j))),
    set(over, xor(from(inverse, xor(from(inverse, get(j)), get(over))), get(i))),
    set(x, xor(from(kept.toFirst, get(k)), from(kept.toSecond, get(over)))),
  ]
}

/** L (GB/T 32907 6.2.2): x ^ x<<<2 ^ x<<<10 ^ x<<<18 ^ x<<<24. */
function diffuse(x: number, [three = 0]: readonly number[], kept: Kept, lookUp: LookUp): Code {
  const turn = (by: number): Code => lookUp(get(x), get(by))
  return [
    set(three, xor(xor(get(x), turn(kept.turn1)), turn(kept.turn2))),
    set(x, xor(xor(get(x), turn(kept.turn3)), or(wordsLeft(get(three), 2), wordsRight(get(three), 30)))),
  ]
}

/**
 * crypt(keys, from, to, mask, stride, turns): each block through the cipher and then against the block at `mask`, which
 * moves on by `stride`.
 */
export function cryptRoutine(tables: SboxTables, lookUp: LookUp): Routine {
  const [keys, from, to, mask, stride, turns, key] = [0, 1, 2, 3, 4, 5, 6]
  const groups = upTo(GROUPS).map((g) => upTo(4).map((i) => 7 + 4 * g + i))
  const next = 7 + 4 * GROUPS
  const [x = 0, ...spare] = upTo(5).map((i) => next + i)
  const { kept, code, count } = keep(next + 5, tables)
  const swapped = (a: Code): Code => lookUp(a, get(kept.swap))
  const round = ([a = 0, b = 0, c = 0, d = 0]: readonly number[], at: number): Code => [
    set(x, xor(xor(get(b), get(c)), xor(get(d), loadEverywhere(get(key), 4 * at)))),
    substitute(x, spare, kept, lookUp),
    diffuse(x, spare, kept, lookUp),
    set(a, xor(get(a), get(x))),
  ]
  const turnedBy = (group: readonly number[], by: number) => [...group.slice(by), ...group.slice(0, by)]
  const read = groups.flatMap((group, g) => [
    group.map((row, r) => set(row, swapped(load(get(from), 64 * g + 16 * r)))),
    transpose(group, spare),
  ])
  const rounds = upTo(4).flatMap((at) => groups.flatMap((group) => round(turnedBy(group, at), at)))
  const write = groups.flatMap((group, g) => [
    transpose([...group].reverse(), spare),
    [...group]
      .reverse()
      .map((row, r) => [
        store(get(to), xor(swapped(get(row)), load(get(mask))), 64 * g + 16 * r),
        set(mask, plus(get(mask), get(stride))),
      ]),
  ])
  const loop = repeat(
    [
      read,
      set(key, get(keys)),
      repeat(
        [rounds, ...set(key, plus(get(key), number(16)))],
        minus(get(key), plus(get(keys), number(128))),
      ),
      write,
      set(from, plus(get(from), number(16 * CIPHER_TURN))),
      set(to, plus(get(to), number(16 * CIPHER_TURN))),
      set(turns, minus(get(turns), number(1))),
    ],
    get(turns),
  )
  return { name: 'crypt', parameters: 6, numbers: 1, vectors: 4 * GROUPS + 5 + count, body: [code, loop] }
}

/** substitute(at): the S-box on 16 bytes of memory, without its last constant. */
export function substituteRoutine(tables: SboxTables, lookUp: LookUp): Routine {
  const spare = [2, 3, 4, 5]
  const { kept, code, count } = keep(6, tables)
  const body = [code, set(1, load(get(0))), substitute(1, spare, kept, lookUp), store(get(0), get(1))]
  return { name: 'substitute', parameters: 1, numbers: 0, vectors: 5 + count, body }
}

/** Sixteen vectors of sixteen bytes: rows become columns. Each of four steps halves the distance of neighbours. */
function transposeBytes(rows: readonly number[], others: readonly number[]): Code {
  const lows = places((i) => (i >> 1) + 16 * (i & 1))
  const highs = lows.map((place) => place + 8)
  const step = (from: readonly number[], to: readonly number[]): Code =>
    upTo(8).flatMap((i) => {
      const pair = [get(from[i] ?? 0), get(from[i + 8] ?? 0)] as const
      return [set(to[2 * i] ?? 0, pick(...pair, lows)), set(to[2 * i + 1] ?? 0, pick(...pair, highs))]
    })
  return [...step(rows, others), ...step(others, rows), ...step(rows, others), ...step(others, rows)]
}

/**
 * hash(state, from, tables, scratch, turns): sixteen sums at once, in `state` with the first bytes of all together and so
 * on. Each turn multiplies all by one power of H, half-byte by half-byte (see ghash.ts), and adds a block to each.
 */
export function hashRoutine(lookUp: LookUp): Routine {
  const [state, from, tables, scratch, turns, at, table] = [0, 1, 2, 3, 4, 5, 6]
  const rows = upTo(16).map((i) => 7 + i)
  const others = upTo(16).map((i) => 23 + i)
  const half = 39
  const added = 512
  const halves = upTo(16).flatMap((i) => [
    store(get(scratch), lowHalves(load(get(state), 16 * i), half), 32 * i),
    store(get(scratch), highHalves(load(get(state), 16 * i), half), 32 * i + 16),
  ])
  const read = [
    rows.map((row, i) => set(row, load(get(from), 16 * i))),
    transposeBytes(rows, others),
    rows.map((row, i) => store(get(scratch), get(row), added + 16 * i)),
  ]
  const product = upTo(32)
    .map((n) => lookUp(load(get(table), 16 * n), load(get(scratch), 16 * n)))
    .reduce((sum, one) => xor(sum, one))
  const multiply = [
    set(at, number(0)),
    set(table, get(tables)),
    repeat(
      [
        store(plus(get(state), get(at)), xor(product, load(plus(get(scratch), get(at)), added))),
        set(table, plus(get(table), number(512))),
        set(at, plus(get(at), number(16))),
      ],
      minus(get(at), number(256)),
    ),
  ]
  const body = repeat(
    [
      halves,
      read,
      multiply,
      set(from, plus(get(from), number(256))),
      set(turns, minus(get(turns), number(1))),
    ],
    get(turns),
  )
  return {
    name: 'hash',
    parameters: 5,
    numbers: 2,
    vectors: 33,
    body: [set(half, constant(places(() => 15))), body],
  }
}
