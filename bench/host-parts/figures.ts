import type { Row } from '../row.ts'

export const round = (value: number): number => Math.round(value * 1000) / 1000

export const median = (all: readonly number[]): number =>
  [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0

export const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** The milliseconds that a work takes. */
export const timed = async (work: () => unknown): Promise<number> => {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** A figure that must not be larger than its limit. */
export const within = (name: string, value: number, unit: string, limit: number): Row => ({
  name,
  value: round(value),
  unit,
  peers: {},
  ratio: null,
  budget: `≤ ${limit} ${unit}`,
  holds: value <= limit,
})
