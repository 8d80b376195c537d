import { randomFillSync } from 'node:crypto'
import type { Row } from './row.ts'
import { type Trial, trials } from './timing-parts/trials.ts'
import { largestT, medianGap, type Samples } from './timing-parts/welch.ts'

// What leaks through time (the method of Reparaz, Balasch and Verbauwhede, "Dude, is my code constant time?", 2017):
// each operation runs many times, each time with a secret of one of two classes drawn by lot; Welch's t-test then says
// whether the times differ. Below 4.5 nothing was seen, above 10 it is certain.

const measurements = Number(process.env.BENCH_MEASUREMENTS ?? 1_000_000)
const SEEN = 10
/** As many at first only warm the code up. */
const warmUp = Math.min(20_000, measurements / 10)

const lots = (count: number): Uint8Array => randomFillSync(new Uint8Array(count))

const timed = ({ prepare, run }: Trial, isFixed: boolean): number => {
  prepare(isFixed)
  const start = process.hrtime.bigint()
  run()
  return Number(process.hrtime.bigint() - start)
}

const sampled = (trial: Trial): Samples => {
  for (let done = 0; done < warmUp; done += 1) timed(trial, done % 2 === 0)
  const [fixed, random] = [new Float64Array(measurements), new Float64Array(measurements)]
  let [ofFixed, ofRandom] = [0, 0]
  for (const lot of lots(measurements)) {
    const isFixed = (lot & 1) === 0
    const time = timed(trial, isFixed)
    if (isFixed) fixed[ofFixed++] = time
    else random[ofRandom++] = time
  }
  return { fixed: fixed.subarray(0, ofFixed), random: random.subarray(0, ofRandom) }
}

const holds = (t: number, promised: Trial['promised']): boolean | null => {
  switch (promised) {
    case 'no-leak':
      return t <= SEEN
    case 'leak':
      return t > SEEN
    case null:
      return null
  }
}

const budgets = { 'no-leak': `≤ ${SEEN}`, leak: `> ${SEEN}` } as const

const rowOf = (trial: Trial): Row => {
  const samples = sampled(trial)
  const t = Math.round(largestT(samples) * 100) / 100
  return {
    name: trial.name,
    value: t,
    unit: '|t|',
    peers: { 'ns between the medians': medianGap(samples), measurements },
    ratio: null,
    budget: trial.promised === null ? null : budgets[trial.promised],
    holds: holds(t, trial.promised),
  }
}

export const bench = async (): Promise<readonly Row[]> => trials().map(rowOf)
