const minute = 60_000
const hour = 60 * minute

/** In milliseconds. Every computer draws its own, so that a feed is not asked by all at once. */
export const pauses = {
  afterStart: { from: minute, to: 3 * minute },
  usual: { from: 22 * hour, to: 26 * hour },
  afterFailure: { from: hour, to: 2 * hour },
  /** Failures in a row make the pause longer, up to the usual one. */
  mostDoublings: 4,
} as const

export type Pause = { readonly from: number; readonly to: number }

export const drawn = ({ from, to }: Pause, random: () => number): number => from + (to - from) * random()

/** When to look again, after so many failures in a row. */
export const nextPause = (failures: number, random: () => number): number =>
  failures === 0
    ? drawn(pauses.usual, random)
    : Math.min(
        drawn(pauses.afterFailure, random) * 2 ** Math.min(failures - 1, pauses.mostDoublings),
        pauses.usual.to,
      )
