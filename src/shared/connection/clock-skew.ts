import type { Connection } from './model.ts'

/** From here on an authority refuses to begin a business, and what is dated looks wrong. */
const toleratedMinutes = 10

type Compared = Pick<Connection, 'clockSkewSeconds'>

/**
 * How far this computer's clock is ahead, in seconds, by all authorities that told their time; null before the first.
 * Where they disagree the one that is least off is believed: two clocks that agree are not both wrong.
 */
export const clockSkewOf = (connections: readonly Compared[]): number | null =>
  connections
    .flatMap(({ clockSkewSeconds }) => clockSkewSeconds ?? [])
    .toSorted((one, other) => Math.abs(one) - Math.abs(other))[0] ?? null

/** How wrong this computer's clock is, in minutes; null while it is right enough or not known. */
export const wrongClockMinutes = (connections: readonly Compared[]): number | null => {
  const minutes = Math.round(Math.abs(clockSkewOf(connections) ?? 0) / 60)
  return minutes >= toleratedMinutes ? minutes : null
}
