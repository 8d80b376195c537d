import { numberIn } from './numbers.ts'

/**
 * DeltaX and DeltaY (GB/T 33190, 11.3): the way from each letter to the next. `g n d` stands for n times d. No more
 * than `most` are read; null if there are none or they cannot be read.
 */
export const deltasIn = (text: string | undefined, most: number): readonly number[] | null => {
  if (text === undefined || text.trim() === '') return null
  const words = text.trim().split(/[\s,]+/, 3 * most)
  const deltas: number[] = []
  for (let at = 0; at < words.length && deltas.length < most; ) {
    const isRun = words[at]?.toLowerCase() === 'g'
    const times = isRun ? numberIn(words[at + 1]) : 1
    const delta = numberIn(words[at + (isRun ? 2 : 0)])
    if (times === null || delta === null || times < 0 || !Number.isInteger(times)) return null
    for (let left = Math.min(times, most - deltas.length); left > 0; left--) deltas.push(delta)
    at += isRun ? 3 : 1
  }
  return deltas
}
