import { setTimeout as pause } from 'node:timers/promises'
import { below, pick, type Random, randomFrom } from '../random.ts'
import type { FaultOptions, FaultReport } from './run.ts'
import type { Installation, Running } from './updates/installation.ts'
import {
  childrenOf,
  complaintsAbout,
  isReady,
  namesIn,
  openStage,
  patience,
  type Stage,
  tidied,
  update,
} from './updates/stage.ts'

// npm run fault -- updates [--kills N] [--seed N]: an update is killed at any moment. The real web shell, in versions
// behind the launcher, looks at a real feed and takes real packages. Some of them do not work.

const conducts = ['works', 'hangs', 'dies'] as const
const victims = ['everything', 'launcher', 'product'] as const

/** The update was asked for, the package unpacks, or the version before is being removed. */
const moments = ['asked', 'unpacking', 'tidying'] as const

type Scenario = {
  readonly conduct: (typeof conducts)[number]
  readonly victim: (typeof victims)[number]
  /** What the kill waits for, because it is over in a moment. */
  readonly when: (typeof moments)[number]
  /** In milliseconds after that. */
  readonly at: number
  /** Another kill, after the next start has begun. */
  readonly again: number | null
}

/** An update takes about so long, until the new version has tidied up. */
const span = 5_000

const scenarioFrom = (random: Random): Scenario => {
  const when = pick(random, moments)
  return {
    // One that does not work removes nothing.
    conduct: when === 'tidying' ? 'works' : pick(random, conducts),
    victim: pick(random, victims),
    ...{ when, at: below(random, when === 'asked' ? span : 120) },
    again: below(random, 2) === 0 ? null : below(random, 3_000),
  }
}

/** How far the update was when it was struck. */
const phaseOf = (installation: Installation): string => {
  const state = installation.state()
  const names = namesIn(installation)
  if (names.some((name) => name.startsWith('.new-'))) return 'unpacking'
  if (names.some((name) => name.startsWith('.old-'))) return 'tidying'
  if (state?.current === '0.1.0') return state.back === null ? 'before the change' : 'gone back'
  return state?.ready === true ? 'ready' : `start ${state?.starts} of the new one`
}

const signs = { unpacking: '.new-', tidying: '.old-' } as const

const reached = async (installation: Installation, when: Scenario['when']): Promise<void> => {
  if (when === 'asked') return
  const end = performance.now() + 4 * span
  while (!namesIn(installation).some((name) => name.startsWith(signs[when])) && performance.now() < end)
    await pause(1)
}

/** The power goes; what lived on for a moment without the other is ended by it, too. */
const strike = async (
  installation: Installation,
  { child, kill }: Running,
  { victim, when, at }: Scenario,
): Promise<string> => {
  await reached(installation, when)
  await pause(at)
  const phase = phaseOf(installation)
  const [product] = childrenOf(child.pid ?? 0)
  const target = victim === 'product' ? product : child.pid
  if (victim !== 'everything' && target !== undefined) {
    try {
      process.kill(target, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
    await pause(1_500)
  }
  await kill()
  return phase
}

/** How long somebody waits for a window before starting it once more. */
const patienceFor = (stage: Stage, installation: Installation): number =>
  installation.state()?.current === stage.packages.hangs.version ? 1_500 : patience

/** Starts it until it shows itself, as a person does. */
const recovered = async (stage: Stage, installation: Installation): Promise<Running | null> => {
  for (let starts = 0; starts < 4; starts++) {
    const running = await installation.start(patienceFor(stage, installation))
    if (running !== null) return running
  }
  return null
}

const looked = async (
  stage: Stage,
  installation: Installation,
  running: Running,
  wanted: readonly string[],
) => [
  ...((await isReady(installation)) ? [] : [`${running.version} was never ready`]),
  ...(wanted.includes(running.version) ? [] : [`${running.version} runs`]),
  ...(await complaintsAbout(stage, installation, running)),
  ...(await tidied(installation)),
]

/** Afterwards an honest update has to succeed, and the product restarts by itself. */
const updatedOnce = async (stage: Stage, installation: Installation, running: Running) => {
  const { last } = stage.packages
  stage.publish(last)
  const seen = (await installation.atAddress(0, 1_000))?.seen ?? 0
  await update(running)
  if ((await installation.atAddress(seen, patience)) === null) return ['it did not start again by itself']
  await running.kill()
  const next = await installation.start(patience)
  if (next === null) return ['the last version did not start']
  const complaints = await looked(stage, installation, next, [last.version])
  const code = await next.quit()
  return [...complaints, ...(code === 0 ? [] : [`it ended with ${code}`])]
}

const runOne = async (stage: Stage, scenario: Scenario, told: (phase: string) => void) => {
  const installation = stage.fresh()
  const tried = stage.packages[scenario.conduct]
  stage.publish(tried)
  const first = await installation.start(patience)
  if (first === null) return ['the first version did not start']
  await isReady(installation)
  await update(first).catch((error: unknown) => {
    throw new Error(`${error} | ${first.child.exitCode} | ${installation.said()}`, { cause: error })
  })
  told(await strike(installation, first, scenario))
  if (scenario.again !== null) {
    const second = installation.start(scenario.again)
    await (await second)?.kill()
  }
  const running = await recovered(stage, installation)
  if (running === null) return [`nothing starts: ${installation.said()}`]
  try {
    const wanted = ['0.1.0', ...(scenario.conduct === 'works' ? [tried.version] : [])]
    const broken = await looked(stage, installation, running, wanted)
    return [...broken, ...(await updatedOnce(stage, installation, running))]
  } finally {
    await running.kill()
  }
}

export const carryOut = async (plan: readonly Scenario[], say: (line: string) => void = () => {}) => {
  const stage = await openStage()
  const tally = { done: 0, broken: [] as string[], phases: new Map<string, number>() }
  try {
    for (const scenario of plan) {
      let phase = 'not reached'
      const told = (found: string): void => {
        phase = found
      }
      const broken = await runOne(stage, scenario, told).catch((error: unknown) => [
        error instanceof Error ? (error.stack ?? error.message) : String(error),
      ])
      tally.done++
      tally.broken.push(...broken.map((what) => `${JSON.stringify(scenario)}: ${what}`))
      tally.phases.set(phase, (tally.phases.get(phase) ?? 0) + 1)
      say([tally.done, JSON.stringify(scenario), phase, ...broken].join(' | '))
    }
  } finally {
    await stage.close()
  }
  return tally
}

export const planOf = ({ seed, runs }: FaultOptions): readonly Scenario[] => {
  const random = randomFrom(seed)
  return Array.from({ length: runs }, () => scenarioFrom(random))
}

/** Killed while it unpacks, and then a version that dies at each start. */
export const slice: readonly Scenario[] = [
  { conduct: 'dies', victim: 'everything', when: 'asked', at: 1_500, again: null },
]

/** Here `runs` counts kills. */
export const fault = async (options: FaultOptions): Promise<FaultReport> => {
  const began = performance.now()
  const { done, broken, phases } = await carryOut(planOf(options), console.log)
  const seconds = Math.round((performance.now() - began) / 1000)
  const struck = [...phases].map(([phase, count]) => `${phase} ${count}`).join(', ')
  return { summary: `${done} kills in ${seconds} s (${struck}), ${broken.length} promises broken`, broken }
}
