import type { Connection } from './model.ts'

/** From this difference on, an authority refuses to begin a business, and dates look wrong. */
const toleratedMinutes = 10

type Compared = Pick<Connection, 'clockSkewSeconds'>

/**
 * How many seconds this computer's clock is ahead of all authorities that told their time; null before the first. If
 * they disagree, the smallest difference counts, because two clocks that agree are not both wrong.
 */
export const clockSkewOf = (connections: readonly Compared[]): number | null =>
  connections
    .flatMap(({ clockSkewSeconds }) => clockSkewSeconds ?? [])
    .toSorted((one, other) => Math.abs(one) - Math.abs(other))[0] ?? null

/** How many minutes this computer's clock is wrong; null if it is right enough or nothing is known. */
export const wrongClockMinutes = (connections: readonly Compared[]): number | null => {
  const minutes = Math.round(Math.abs(clockSkewOf(connections) ?? 0) / 60)
  return minutes >= toleratedMinutes ? minutes : null
}
