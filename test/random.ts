export type Random = () => number

/** Numbers from 0 up to 1 that follow from a seed alone (mulberry32): the same on every machine. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export const below = (random: Random, n: number): number => Math.floor(random() * n)

export const pick = <T>(random: Random, list: readonly T[]): T => {
  if (list.length === 0) throw new Error('nothing to pick from')
  return list[below(random, list.length)] as T
}
