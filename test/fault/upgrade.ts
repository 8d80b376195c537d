import { setTimeout as sleep } from 'node:timers/promises'
import { addFault, faultsSpent } from '../../src/native/virtual-ukey/faults.ts'
import { type UpgradeStep, upgradeSteps } from '../../src/shared/models/index.ts'
import type { Face } from '../house/tokens.ts'
import { below, pick, type Random, randomFrom } from '../random.ts'
import type { FaultOptions, FaultReport } from './run.ts'
import type { Found } from './upgrade/application.ts'
import { chosen } from './upgrade/chosen.ts'
import { openStage, type Stage } from './upgrade/stage.ts'

const faults = ['unplug', 'kill-application', 'kill-host', 'cut-network', 'kill-authority'] as const
type Fault = (typeof faults)[number]

const paths = {
  request: /^POST \/ra\/v1\/requests$/,
  submit: /\/csr$/,
  collect: /\/collect$/,
  confirm: /\/confirm$/,
  seals: /^GET \/ra\/v1\/seals$/,
  applications: /^POST \/ra\/v1\/applications$/,
} as const
type Call = keyof typeof paths
const calls = Object.keys(paths) as readonly Call[]

/** When the fault happens: before a step, inside it, at a call to the authority, at the n-th call to the library. */
type Place =
  | { readonly at: 'before' | 'inside'; readonly step: UpgradeStep }
  | { readonly at: 'sent' | 'answered'; readonly call: Call }
  /** Counted from the moment when the new certificate is in force: inside 印章更新. */
  | { readonly at: 'seal'; readonly nth: number; readonly after: boolean }
  | { readonly at: 'moment'; readonly milliseconds: number }

type Scenario = { readonly fault: Fault; readonly place: Place }

const insideToken: readonly UpgradeStep[] = [
  'keypair',
  'csr',
  'write-signing',
  'write-encryption',
  'verify',
  'retire',
]

const placesOf = (fault: Fault): readonly Place[] => [
  ...upgradeSteps.map((step): Place => ({ at: 'before', step })),
  ...insideToken.map((step): Place => ({ at: 'inside', step })),
  ...calls.flatMap((call): readonly Place[] => [
    { at: 'sent', call },
    { at: 'answered', call },
  ]),
  ...(fault === 'unplug' || fault === 'kill-host'
    ? [1, 4, 8, 12, 16, 24].flatMap((nth): readonly Place[] => [
        { at: 'seal', nth, after: false },
        { at: 'seal', nth, after: true },
      ])
    : []),
]

const everything: readonly Scenario[] = faults.flatMap((fault) =>
  placesOf(fault).map((place) => ({ fault, place })),
)

const random = (from: Random): Scenario => {
  const fault = pick(from, faults)
  const isMoment = below(from, 2) === 0
  const place: Place = isMoment
    ? { at: 'moment', milliseconds: below(from, 900) }
    : pick(from, placesOf(fault))
  return { fault, place }
}

const strike = (stage: Stage, fault: Fault): Promise<void> | void => {
  switch (fault) {
    case 'unplug':
      return stage.unplug()
    case 'kill-application':
      return stage.killApplication()
    case 'kill-host':
      return stage.killHost()
    case 'cut-network':
      return stage.middle.interfere(() => 'refuse')
    case 'kill-authority':
      return stage.killAuthority()
  }
}

const trapOf = (place: Place) =>
  place.at === 'before' || place.at === 'inside' ? { step: place.step, where: place.at, call: 1 } : null

const arm = (stage: Stage, { fault, place }: Scenario) => {
  let struck = false
  const once = async () => {
    if (struck) return
    struck = true
    await strike(stage, fault)
  }
  stage.middle.interfere(async ({ method, path }) => {
    const asked = `${method} ${path}`
    if (place.at === 'seal' && paths.seals.test(asked)) {
      const action = { kind: fault === 'unplug' ? 'removed' : 'kill' } as const
      addFault(stage.keys, stage.serial, { on: 'any', nth: place.nth, after: place.after, action })
      return 'pass'
    }
    if ((place.at !== 'sent' && place.at !== 'answered') || struck || !paths[place.call].test(asked))
      return 'pass'
    if (place.at === 'answered')
      return async (answer: unknown) => {
        await once()
        if (fault === 'cut-network') throw new Error('the answer is lost')
        return answer
      }
    await once()
    return fault === 'cut-network' ? 'refuse' : 'pass'
  })
  return { once, struck: () => struck || (place.at === 'seal' && faultsSpent(stage.keys, stage.serial)) }
}

/** Goes through the wizard until it rests, and lets the fault happen on the way. */
const undisturbedUntil = async (stage: Stage, scenario: Scenario) => {
  const armed = arm(stage, scenario)
  let over = false
  const course = stage
    .order('go', trapOf(scenario.place))
    .catch((error: unknown) => {
      if (stage.applicationIsDead()) return 'killed'
      throw error
    })
    .finally(() => {
      over = true
    })
  const watch = async () => {
    if (scenario.place.at === 'moment') {
      await sleep(scenario.place.milliseconds)
      if (!over) await armed.once()
    }
    while (!over) {
      if (stage.isHeld() && !stage.applicationIsDead()) {
        await armed.once()
        stage.letGo()
      }
      await sleep(2)
    }
  }
  const [rested] = await Promise.all([course, watch()])
  return { rested, struck: armed.struck() }
}

const works = (found: Found, serial: string): boolean =>
  found.found.some((one) => one.serial === serial && one.works)

/** What holds at every moment, also while only half of it is done. */
const always = (before: Found, now: Found): readonly string[] => [
  ...now.active
    .filter(({ serial }) => !works(now, serial))
    .map(({ serial }) => `${serial} is in force and does not work`),
  ...(now.active.length < 2 ? ['no pair is in force'] : []),
  ...before.found
    .filter(({ use, works: did }) => use === 'encryption' && did)
    .filter(({ serial }) => !works(now, serial))
    .map(({ serial }) => `${serial} does not open files any more`),
  ...(now.seals.length === 0 ? ['the seal is lost'] : []),
  ...(now.seals.includes('damaged') ? ['a seal is damaged'] : []),
  ...(now.upgrades + now.drafts === 0 ? ['neither the wizard nor its draft is there'] : []),
]

const atTheEnd = (now: Found, before: Found): readonly string[] => [
  ...(now.active.length === 2 ? [] : [`${now.active.length} certificates are in force`]),
  ...(now.active.some(({ serial }) => before.active.some((one) => one.serial === serial))
    ? ['it was not upgraded']
    : []),
  ...(now.open.length === 0 ? [] : [`requests are left: ${now.open}`]),
  ...(now.seals.length === 1 ? [] : [`${now.seals.length} seals are there`]),
  ...(now.sealStates.join() === 'usable' ? [] : [`the seal is ${now.sealStates}`]),
  ...chosen
    .filter((id) => now.opened.filter((one) => one === id).length !== 1)
    .map((id) => `${id} is not open`),
  ...(now.drafts === 0 ? [] : ['a draft is left']),
]

const runOne = async (stage: Stage, scenario: Scenario) => {
  await stage.mend()
  await stage.order('fresh')
  const before = await stage.order('look')
  const { rested, struck } = await undisturbedUntil(stage, scenario)
  await stage.mend()
  const broken = [...always(before, await stage.order('look'))]
  const stops = [rested]
  for (let times = 0; times < 8 && stops.at(-1) !== 'done'; times++) {
    stops.push(await stage.order('go'))
    if (stops.at(-1) === 'done') break
    // The authority is asked again after a pause, as a person would do it.
    await sleep(300 * times)
    await stage.mend()
  }
  if (stops.at(-1) !== 'done') {
    const why = `${stops.join(', then ')}; now ${await stage.order('tell')}`
    return { rested, struck, broken: [...broken, `it never came to its end: ${why}`] }
  }
  const end = await stage.order('look')
  broken.push(...always(before, end), ...atTheEnd(end, before))
  await stage.order('end')
  return { rested, struck, broken: [...new Set(broken)] }
}

const brokeOff = 'the suite broke off'

const withFirstSeal = async (face: Face): Promise<Stage> => {
  const stage = await openStage(face)
  await stage.mend()
  await stage.makeSeal(await stage.order('fresh'))
  await stage.order('fetchSeal')
  return stage
}

export const carryOut = async (
  plan: readonly Scenario[],
  face: Face,
  say: (line: string) => void = () => {},
) => {
  let stage = await withFirstSeal(face)
  const tally = { done: 0, struck: 0, broken: [] as string[] }
  try {
    for (const scenario of plan) {
      const name = `${scenario.fault}, ${JSON.stringify(scenario.place)}`
      const { rested, struck, broken } = await runOne(stage, scenario).catch((error: unknown) => ({
        ...{ rested: brokeOff, struck: true },
        broken: [String(error)],
      }))
      if (rested === brokeOff) {
        // What this run has left must not break the next ones.
        await stage.close()
        stage = await withFirstSeal(face)
      }
      tally.done++
      if (struck) tally.struck++
      tally.broken.push(...broken.map((what) => `${name}: ${what}`))
      say([tally.done, name, struck ? 'struck' : 'not reached', rested, ...broken].join(' | '))
    }
  } finally {
    await stage.close()
  }
  return tally
}

/** Every boundary of the three ticks with every fault, and then random ones up to the number of runs. */
export const planOf = ({ seed, runs }: FaultOptions): readonly Scenario[] => {
  const from = randomFrom(seed)
  const more = Array.from({ length: Math.max(0, runs - everything.length) }, () => random(from))
  return [...everything, ...more].slice(0, runs)
}

/** A small part of that plan, for every run of the tests. */
export const slice = (one: number, at: number): readonly Scenario[] =>
  everything.filter((_, index) => index % one === at)

export const fault = async (options: FaultOptions): Promise<FaultReport> => {
  const began = performance.now()
  const { done, struck, broken } = await carryOut(planOf(options), options.abi ?? 'pkcs11', console.log)
  const seconds = Math.round((performance.now() - began) / 1000)
  const summary = `${done} runs in ${seconds} s, the fault struck in ${struck}, ${broken.length} promises broken`
  return { summary, broken }
}
