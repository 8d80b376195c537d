import { existsSync, readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TransactionView } from '../../../src/shared/models/index.ts'
import type { Inspection } from './inspection.ts'
import {
  hasStruckInside,
  isNetworkCall,
  type Place,
  type Scenario,
  strike,
  strikeInside,
} from './scenario.ts'
import type { Stage } from './stage.ts'
import type { Trap } from './trap.ts'

const trapOf = (place: Place): Trap | null => {
  if (place.at === 'before') return { step: place.step, where: 'before', call: 1 }
  return place.at === 'inside' ? { step: place.step, where: 'inside', call: place.call } : null
}

/** Sets up the fault to strike at the place. The result tells afterwards whether it did. */
const arm = (stage: Stage, { fault, place }: Scenario) => {
  let struck = false
  const once = async () => {
    if (struck) return
    struck = true
    await strike(stage, fault)
  }
  if (place.at === 'sent' || place.at === 'answered') {
    stage.middle.interfere(async (call) => {
      if (struck || !isNetworkCall(place.step, call)) return 'pass'
      if (place.at === 'sent') {
        await once()
        return fault === 'cut-network' ? 'refuse' : 'pass'
      }
      return async (answer: unknown) => {
        await once()
        if (fault === 'cut-network') throw new Error('the answer is lost')
        return answer
      }
    })
  }
  if (place.at === 'native') strikeInside(stage, fault, place)
  return { once, struck: () => struck || (place.at === 'native' && hasStruckInside(stage)) }
}

const restedAt = ({ steps, error, waiting }: TransactionView): string =>
  `${steps.find(({ state }) => state !== 'done')?.name}: ${error?.code ?? waiting?.for}`

type Strike = (at: 'paying' | 'paid' | 'approving' | 'approved') => Promise<void>

const noStrike: Strike = async () => {}

/** What others do for a business: somebody pays, or an operator approves. Returns whether it was done, and why not. */
const byOthers = async (
  stage: Stage,
  view: TransactionView | null,
  strike: Strike,
  why: (reason: string) => void,
): Promise<boolean> => {
  const wanted = view?.waiting?.for
  if (wanted !== 'payment' && wanted !== 'review') return false
  const [before, after] =
    wanted === 'payment' ? (['paying', 'paid'] as const) : (['approving', 'approved'] as const)
  await strike(before)
  const done = await (wanted === 'payment' ? stage.pay() : stage.approve()).then(
    () => true,
    (error: unknown) => {
      why(String(error))
      return false
    },
  )
  await strike(after)
  return done
}

/** A business that waits for its fee or its review gets both, as far as that is possible. */
const restAfterOthers = async (
  stage: Stage,
  strike: Strike = noStrike,
  why: (reason: string) => void = () => {},
): Promise<TransactionView | null> => {
  for (let times = 0; ; times += 1) {
    const view = await stage.rest()
    if (times === 3 || !(await byOthers(stage, view, strike, why))) return view
    await stage.goOn()
  }
}

/** A fault at any moment may strike before the business begins. Then it is refused, and nothing of it is there. */
const begin = async (stage: Stage, { place, business }: Scenario): Promise<'begun' | 'not begun'> => {
  try {
    await stage.start({ trap: trapOf(place), business })
    return 'begun'
  } catch (error) {
    if (place.at !== 'moment' || stage.applicationIsDead()) throw error
    return 'not begun'
  }
}

type Course = { readonly struck: boolean; readonly rested: string }

/** Runs until the transaction rests or the application is gone, and springs the trap on the way. */
const runUntilRest = async (stage: Stage, scenario: Scenario): Promise<Course> => {
  const armed = arm(stage, scenario)
  const { place } = scenario
  let over = false
  const course = begin(stage, scenario)
    .then(async (begun) => {
      if (begun === 'not begun') return begun
      const view = await restAfterOthers(stage, async (at) => {
        if (place.at === at) await armed.once()
      })
      return view ? restedAt(view) : 'done'
    })
    .catch((error: unknown) => {
      if (stage.applicationIsDead()) return 'killed' // the fault killed it, so nobody can answer
      throw error
    })
    .finally(() => {
      over = true
    })
  const watch = async () => {
    if (place.at === 'moment') {
      await sleep(place.milliseconds)
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
  return { struck: armed.struck(), rested }
}

/** Whatever is in force at the authority must be usable. A person must never lose that. */
const inForceWorks = ({ active, found }: Inspection): readonly string[] => {
  const broken = active.filter(({ serial }) => !found.some((one) => one.serial === serial && one.works))
  return broken.map(({ serial }) => `${serial} is in force and does not work`)
}

/**
 * The same while a business is unfinished. If the keys stay, a container of SKF has room for one certificate of a key,
 * and that may be the new one already: then the journal has the old one.
 */
const inForceOrItsKeyWorks = ({ active, found }: Inspection): readonly string[] => {
  const broken = active.filter(({ key }) => !found.some((one) => one.key === key && one.works))
  return broken.map(({ serial }) => `${serial} is in force and its key has no certificate that works`)
}

/** What opened files when the run began, or in its course, must open them in the end. */
const keptWorks = (before: Inspection, { found }: Inspection): readonly string[] =>
  before.found
    .filter(({ use, works }) => use === 'encryption' && works)
    .filter(({ key }) => !found.some((one) => one.key === key && one.works))
    .map(({ serial }) => `${serial} does not open files any more`)

const isAmong = (active: Inspection['active'], serial: string): boolean =>
  active.some((one) => one.serial === serial)

/** Signing certificates that are over go, but where one of SKF or of a soft file goes only with its encryption key. */
const leftOver = (stage: Stage, { active, found }: Inspection): readonly string[] => {
  const staysWhole = !stage.keysStay && (stage.wish.kind === 'soft' || stage.wish.face === 'skf')
  return found
    .filter(({ serial, use }) => !isAmong(active, serial) && use !== 'encryption' && !staysWhole)
    .map(({ serial }) => `${serial} is over, and on the token`)
}

/** Money and certificate agree: who has the certificate paid for it once, and nobody paid for nothing. */
const moneyAgrees = ({ orders }: Inspection): readonly string[] =>
  orders.flatMap(({ state, order, totalFen, receivedFen, refundFen }) => {
    const isRight =
      state === 'active'
        ? order === 'paid' && receivedFen === totalFen && refundFen === 0
        : receivedFen === refundFen
    return isRight
      ? []
      : [`an order is ${order} with ${receivedFen} of ${totalFen} fen, its business ${state}`]
  })

const inTheEnd = (stage: Stage, inspection: Inspection): readonly string[] => {
  const { active, found, open, keys } = inspection
  const left = existsSync(stage.journals())
    ? readdirSync(stage.journals()).filter((name) => name !== 'finished')
    : []
  const inForce = found.filter(({ serial }) => isAmong(active, serial))
  const uses = inForce.map(({ use }) => use).sort()
  return [
    ...inForceWorks(inspection),
    ...moneyAgrees(inspection),
    ...(active.length === 2 ? [] : [`${active.length} certificates are in force`]),
    ...(uses.join() === 'encryption,signing' ? [] : [`on the token: ${uses.join()}`]),
    ...leftOver(stage, inspection),
    ...(stage.triesLost() === 0 ? [] : [`${stage.triesLost()} tries of the PIN are lost`]),
    ...(keys.length === found.length ? [] : [`private keys ${keys.join(' ')}`]),
    ...open.map((state) => `a request is left in the state "${state}"`),
    ...left.map((name) => `${name} is left in the journal`),
  ]
}

const enough = 6

/** Resumes what was left, like a person who reads the sentences and presses 继续. */
const finish = async (stage: Stage): Promise<readonly string[]> => {
  const errors: string[] = []
  for (let attempt = 0; attempt < enough; attempt++) {
    const view = await stage.rest()
    if (view === null) return []
    await stage.resume()
    const after = await restAfterOthers(stage, noStrike, (reason) => errors.push(reason))
    if (after === null) return []
    errors.push(restedAt(after))
  }
  return [`it does not come to its end: ${errors.join(', ')}`]
}

export type Outcome = Course & { readonly broken: readonly string[] }

/** One issuance with one fault in it. Until confirm the old pair works; in the end exactly one does. */
export const runOne = async (stage: Stage, scenario: Scenario): Promise<Outcome> => {
  await stage.mend()
  await finish(stage) // an earlier run may have left something
  await stage.tidy()
  const before = await stage.inspect()
  const course = await runUntilRest(stage, scenario)
  await stage.mend()
  await stage.rest()
  const meanwhile = (stage.keysStay ? inForceOrItsKeyWorks : inForceWorks)(await stage.inspect())
  const ended = await finish(stage)
  const after = await stage.inspect()
  const final = [...inTheEnd(stage, after), ...keptWorks(before, after)]
  return { ...course, broken: [...meanwhile, ...ended, ...final] }
}
