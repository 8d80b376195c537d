import type { Face } from '../house/tokens.ts'
import { randomFrom } from '../random.ts'
import { aroundOthers, grid, randomRenewal, type Scenario } from './issuance/scenario.ts'
import { carryOut, type Plan } from './issuance.ts'
import type { FaultOptions, FaultReport } from './run.ts'

/** An authority where certificates can be renewed on their first day, with new keys or with the same. */
const program = 'test/fault/renewal/authority.ts'

const everything = (kind: 'soft' | 'ukey'): readonly Scenario[] => [
  ...grid(kind, 'renew'),
  ...aroundOthers(kind),
]

const random = (seed: number, runs: number, kind: 'soft' | 'ukey'): readonly Scenario[] => {
  const from = randomFrom(kind === 'soft' ? seed : seed ^ 0x5eed)
  return Array.from({ length: runs }, () => randomRenewal(from, kind))
}

/** So many of all, evenly. */
const evenly = (all: readonly Scenario[], count: number): readonly Scenario[] =>
  all.filter((_, at) => Math.floor((at * count) / all.length) !== Math.floor(((at - 1) * count) / all.length))

/** Every boundary of this kind, then random moments; with fewer runs than boundaries, a part of them evenly. */
const planFor = (kind: 'soft' | 'ukey', seed: number, runs: number): readonly Scenario[] => {
  const all = everything(kind)
  return runs < all.length ? evenly(all, runs) : [...all, ...random(seed, runs - all.length, kind)]
}

/**
 * Every boundary of a renewal with every fault, also around payment and review, and then random ones up to the number
 * of runs, a third of them soft. Soft tokens are not of SKF.
 */
export const planOf = ({ seed, runs, abi }: FaultOptions): Plan => {
  const soft = abi === 'skf' ? 0 : Math.floor(runs / 3)
  return { soft: planFor('soft', seed, soft), ukey: planFor('ukey', seed, runs - soft) }
}

type Both = { readonly newKeys: Plan; readonly sameKeys: Plan }

/** Of every four runs, one is of a renewal with the same keys. */
const bothOf = (options: FaultOptions): Both => {
  const runs = Math.floor(options.runs / 4)
  return {
    newKeys: planOf({ ...options, runs: options.runs - runs }),
    sameKeys: planOf({ ...options, runs }),
  }
}

/** A small part of that plan, for every run of the tests. */
export const sliceOf = (one: number, at: number): Plan => ({
  soft: [],
  ukey: everything('ukey').filter((_, index) => index % one === at),
})

export const renew = (plan: Plan, face: Face, keysStay: boolean, say?: (line: string) => void) =>
  carryOut(plan, face, say, { program, keysStay })

export const fault = async (options: FaultOptions): Promise<FaultReport> => {
  const began = performance.now()
  const face = options.abi ?? 'pkcs11'
  const { newKeys, sameKeys } = bothOf(options)
  const tallies = [
    await renew(newKeys, face, false, console.log),
    // SKF is where a certificate takes the place of the one before it.
    await renew(sameKeys, options.abi ?? 'skf', true, console.log),
  ]
  const sum = (count: (tally: (typeof tallies)[number]) => number) =>
    tallies.reduce((all, tally) => all + count(tally), 0)
  const [done, struck] = [sum((tally) => tally.done), sum((tally) => tally.struck)]
  const broken = tallies.flatMap((tally) => tally.broken)
  const seconds = Math.round((performance.now() - began) / 1000)
  const summary = `${done} runs in ${seconds} s, the fault struck in ${struck}, ${broken.length} promises broken`
  return { summary, broken }
}
