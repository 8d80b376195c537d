import type { Face } from '../house/tokens.ts'
import { randomFrom } from '../random.ts'
import { aroundOthers, grid, randomRenewal, type Scenario } from './issuance/scenario.ts'
import { carryOut, type Plan } from './issuance.ts'
import type { FaultOptions, FaultReport } from './run.ts'

/** An authority where certificates can be renewed on their first day. */
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

/** A small part of that plan, for every run of the tests. */
export const sliceOf = (one: number, at: number): Plan => ({
  soft: [],
  ukey: everything('ukey').filter((_, index) => index % one === at),
})

export const renew = (plan: Plan, face: Face, say?: (line: string) => void) =>
  carryOut(plan, face, say, program)

export const fault = async (options: FaultOptions): Promise<FaultReport> => {
  const began = performance.now()
  const { done, struck, broken } = await renew(planOf(options), options.abi ?? 'pkcs11', console.log)
  const seconds = Math.round((performance.now() - began) / 1000)
  const summary = `${done} runs in ${seconds} s, the fault struck in ${struck}, ${broken.length} promises broken`
  return { summary, broken }
}
