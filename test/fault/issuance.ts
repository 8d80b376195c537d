import type { Face } from '../house/tokens.ts'
import { randomFrom } from '../random.ts'
import { runOne } from './issuance/run-one.ts'
import { grid, randomScenario, type Scenario } from './issuance/scenario.ts'
import { type AuthorityKind, openStage, type Stage } from './issuance/stage.ts'
import type { FaultOptions, FaultReport } from './run.ts'

const kinds = ['soft', 'ukey'] as const

const told = (kind: string, { fault, place, business }: Scenario): string =>
  `${kind}, ${business}, ${fault}, ${JSON.stringify(place)}`

type Tally = { done: number; struck: number; readonly broken: string[] }

const brokeOff = 'the suite broke off'

const runAll = async (
  open: () => Promise<Stage>,
  scenarios: readonly Scenario[],
  tally: Tally,
  say: (line: string) => void,
): Promise<void> => {
  let stage = await open()
  try {
    for (const scenario of scenarios) {
      const name = told(stage.keysStay ? `${stage.wish.kind}, same keys` : stage.wish.kind, scenario)
      const { struck, rested, broken } = await runOne(stage, scenario).catch((error: unknown) => ({
        ...{ struck: true, rested: brokeOff },
        broken: [error instanceof Error ? error.message : String(error)],
      }))
      tally.done++
      if (struck) tally.struck++
      tally.broken.push(...broken.map((what) => `${name}: ${what}`))
      say([tally.done, name, struck ? 'struck' : 'not reached', rested, ...broken].join(' | '))
      if (rested === brokeOff) {
        // What this run has left must not break the next ones.
        await stage.close()
        stage = await open()
      }
    }
  } finally {
    await stage.close()
  }
}

/** An issuance without faults. It makes the old pair that every later run could lose. */
const withFirstPair = async (
  kind: 'soft' | 'ukey',
  face: Face,
  authority?: AuthorityKind,
): Promise<Stage> => {
  const stage = await openStage(kind, face, authority)
  await stage.mend()
  await stage.start({ trap: null, business: 'issue' })
  await stage.rest()
  return stage
}

export type Plan = { readonly [K in (typeof kinds)[number]]: readonly Scenario[] }

/** Runs a plan and counts what happened and every broken promise. */
export const carryOut = async (
  plan: Plan,
  face: Face,
  say: (line: string) => void = () => {},
  /** The authority, if not the usual one. */
  authority?: AuthorityKind,
): Promise<Readonly<Tally>> => {
  const tally: Tally = { done: 0, struck: 0, broken: [] }
  for (const kind of kinds) {
    if (plan[kind].length === 0) continue
    await runAll(() => withFirstPair(kind, face, authority), plan[kind], tally, say)
  }
  return tally
}

const random = (seed: number, runs: number, kind: 'soft' | 'ukey'): readonly Scenario[] => {
  const random = randomFrom(kind === 'soft' ? seed : seed ^ 0x5eed)
  return Array.from({ length: runs }, () => randomScenario(random, kind))
}

const businesses = ['issue', 'replacement'] as const
const wholeGrid = (kind: 'soft' | 'ukey') => businesses.flatMap((business) => grid(kind, business))

/**
 * Every boundary and every middle with every fault, and then so many random combinations, a third of them soft. Soft
 * tokens are not of SKF.
 */
export const planOf = ({ seed, runs, abi }: FaultOptions): Plan => {
  const soft = abi === 'skf' ? 0 : Math.floor(runs / 3)
  return {
    soft: abi === 'skf' ? [] : [...wholeGrid('soft'), ...random(seed, soft, 'soft')],
    ukey: [...wholeGrid('ukey'), ...random(seed, runs - soft, 'ukey')],
  }
}

/** A part of that plan, taken evenly from the grid, for every run of the tests. */
export const sliceOf = (seed: number, one: number, face: Face): Plan => {
  const every = (kind: 'soft' | 'ukey') => wholeGrid(kind).filter((_, at) => (at + seed) % one === 0)
  return {
    soft: face === 'skf' ? [] : [...every('soft'), ...random(seed, 2, 'soft')],
    ukey: [...every('ukey'), ...random(seed, 4, 'ukey')],
  }
}

export const fault = async (options: FaultOptions): Promise<FaultReport> => {
  const began = performance.now()
  const { done, struck, broken } = await carryOut(planOf(options), options.abi ?? 'pkcs11', (line) =>
    console.log(line),
  )
  const seconds = Math.round((performance.now() - began) / 1000)
  const summary = `${done} runs in ${seconds} s, the fault struck in ${struck}, ${broken.length} promises broken`
  return { summary, broken }
}
