import { below, pick, type Random, randomFrom } from '../random.ts'
import { type BusinessStage, openBusinessStage } from './business-stage.ts'
import {
  type Breakage,
  type CaseRan,
  type Flow,
  flows,
  nameOf,
  type PinCase,
  runPinCase,
} from './pin-cases.ts'
import { replacementCases, runReplacement } from './replacement-cases.ts'
import type { FaultOptions, FaultReport } from './run.ts'

// npm run fault -- care [--seed N] [--runs N]: PIN, unlocking and replacement while keys and networks break.

const anyCalls = ['C_OpenSession', 'C_Login', 'C_GetTokenInfo', 'C_Logout', 'C_CloseSession'] as const
const own: Readonly<Record<Flow, readonly string[]>> = {
  verify: [],
  'verify-wrong': [],
  change: ['C_SetPIN', 'C_SetPIN'],
  'change-wrong': [],
  unlock: ['C_InitPIN', 'C_InitPIN'],
  'unlock-wrong-code': [],
}
const paths = ['/unlocks', '/code', '/authorise', '/report']
const actions = [
  { kind: 'removed' },
  { kind: 'segv' },
  { kind: 'kill' },
  { kind: 'return', code: 5 },
  { kind: 'return', code: 0x30 },
] as const

const randomBreakage = (random: Random, flow: Flow): Breakage => {
  if (flow.startsWith('unlock') && below(random, 2) === 0) {
    return {
      at: 'network',
      path: pick(random, paths),
      how: pick(random, ['refuse', 'lose-answer'] as const),
    }
  }
  const call = pick(random, [...anyCalls, ...own[flow]])
  const nth = own[flow].includes(call) ? 1 : 1 + below(random, 2)
  return { at: 'key', call, nth, action: pick(random, actions), after: below(random, 2) === 0 }
}

export const randomCases = (seed: number, runs: number): readonly PinCase[] => {
  const random = randomFrom(seed)
  const inOrder = flows.map((flow): PinCase => ({ flow, breakage: { at: 'nowhere' } }))
  const broken = Array.from({ length: runs }, (): PinCase => {
    const flow = pick(random, flows)
    return { flow, breakage: randomBreakage(random, flow) }
  })
  return [...inOrder, ...broken]
}

export const carryOut = async (
  stage: BusinessStage,
  cases: readonly PinCase[],
): Promise<readonly CaseRan[]> => {
  const ran: CaseRan[] = []
  for (const one of cases) {
    const result = await runPinCase(stage, one).catch((error: unknown) => ({
      name: nameOf(one),
      result: 'the suite broke off',
      problems: [error instanceof Error ? error.message : String(error)],
    }))
    ran.push(result)
  }
  return ran
}

const summaryOf = (ran: readonly CaseRan[]): string => {
  const counts = [...Map.groupBy(ran, ({ result }) => result)].map(
    ([result, all]) => `${all.length} ${result}`,
  )
  return `${ran.length} cases, ${ran.filter(({ problems }) => problems.length > 0).length} broken; ${counts.sort().join(', ')}`
}

/** Each on a stage of its own: requests for codes move the authority's clock, and a wrong clock stops an issuance. */
const onStage = async (
  work: (stage: BusinessStage) => Promise<readonly CaseRan[]>,
): Promise<readonly CaseRan[]> => {
  const stage = await openBusinessStage()
  try {
    return await work(stage)
  } finally {
    await stage.close()
  }
}

export const fault = async ({ seed, runs }: FaultOptions): Promise<FaultReport> => {
  const ran = [
    ...(await onStage((stage) => carryOut(stage, randomCases(seed, runs)))),
    ...(await onStage((stage) => runReplacement(stage, replacementCases))),
  ]
  const broken = ran.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`))
  return { summary: summaryOf(ran), broken }
}
