import { addFault, faultsSpent } from '../../../src/native/virtual-ukey/faults.ts'
import { type IssuanceStep, issuanceSteps } from '../../../src/shared/models/index.ts'
import { below, pick, type Random } from '../../random.ts'
import type { Business } from './application.ts'
import type { Stage } from './stage.ts'

export const faults = ['unplug', 'kill-application', 'kill-host', 'cut-network', 'kill-authority'] as const
/** kill-payment: the cashier of the authority dies, and is started again by it. */
export type Fault = (typeof faults)[number] | 'kill-payment'

/**
 * When the fault happens. before, inside: see Trap. sent: a call of this step has reached the authority. answered: its
 * answer is on the way back. With cut-network the two are a cut before and after the request got through. native: at
 * the n-th call into the vendor's library. moment: so many milliseconds after the start.
 */
export type Place =
  | { readonly at: 'before'; readonly step: IssuanceStep }
  | { readonly at: 'inside'; readonly step: IssuanceStep; readonly call: number }
  | { readonly at: 'sent' | 'answered'; readonly step: NetworkStep }
  | { readonly at: 'native'; readonly nth: number; readonly after: boolean }
  | { readonly at: 'moment'; readonly milliseconds: number }
  /** Just before or after somebody pays or approves. */
  | { readonly at: 'paying' | 'paid' | 'approving' | 'approved' }

export type Scenario = { readonly fault: Fault; readonly place: Place; readonly business: Business }

const paths = {
  request: /^POST \/ra\/v1\/requests$/,
  submit: /\/csr$/,
  collect: /\/collect$/,
  confirm: /\/confirm$/,
} as const
export type NetworkStep = keyof typeof paths
export const networkSteps = Object.keys(paths) as readonly NetworkStep[]

const insideToken: readonly IssuanceStep[] = [
  'keypair',
  'csr',
  'write-signing',
  'write-encryption',
  'verify',
  'retire',
]

/** A soft token cannot be pulled out and has no host. */
export const faultsOf = (kind: 'soft' | 'ukey'): readonly Fault[] =>
  faults.filter((fault) => kind === 'ukey' || (fault !== 'unplug' && fault !== 'kill-host'))

const placesWith = (fault: Fault): readonly Pick<Scenario, 'fault' | 'place'>[] => [
  ...issuanceSteps.map((step) => ({ fault, place: { at: 'before', step } }) as const),
  ...insideToken.map((step) => ({ fault, place: { at: 'inside', step, call: 1 } }) as const),
  ...networkSteps.flatMap((step) => [
    { fault, place: { at: 'sent', step } } as const,
    { fault, place: { at: 'answered', step } } as const,
  ]),
]

const others = ['paying', 'paid', 'approving', 'approved'] as const

/** The same around what others do for a business: the payment and the review. */
export const aroundOthers = (kind: 'soft' | 'ukey'): readonly Scenario[] =>
  [...faultsOf(kind), 'kill-payment' as const].flatMap((fault) =>
    others.map((at): Scenario => ({ fault, place: { at }, business: 'renew' })),
  )

/** Every step boundary and the middle of every step, with every fault. */
export const grid = (kind: 'soft' | 'ukey', business: Business): readonly Scenario[] =>
  faultsOf(kind).flatMap((fault) => placesWith(fault).map((place) => ({ ...place, business })))

const randomPlace = (random: Random, fault: Fault): Place => {
  const native = fault === 'unplug' || fault === 'kill-host'
  const kinds = [
    'before',
    'inside',
    'sent',
    'answered',
    'moment',
    ...(native ? ['native', 'native'] : []),
  ] as const
  const at = pick(random, kinds)
  if (at === 'before') return { at, step: pick(random, issuanceSteps) }
  if (at === 'inside') return { at, step: pick(random, insideToken), call: 1 + below(random, 4) }
  if (at === 'sent' || at === 'answered') return { at, step: pick(random, networkSteps) }
  if (at === 'native') return { at: 'native', nth: 1 + below(random, 160), after: below(random, 2) === 1 }
  return { at: 'moment', milliseconds: below(random, 160) }
}

export const randomRenewal = (random: Random, kind: 'soft' | 'ukey'): Scenario =>
  below(random, 5) === 0
    ? pick(random, aroundOthers(kind))
    : { ...randomScenario(random, kind), business: 'renew' }

export const randomScenario = (random: Random, kind: 'soft' | 'ukey'): Scenario => {
  const fault = pick(random, faultsOf(kind))
  const place = randomPlace(random, fault)
  return { fault, place, business: below(random, 3) === 0 ? 'replacement' : 'issue' }
}

export const isNetworkCall = (
  step: NetworkStep,
  call: { readonly method: string; readonly path: string },
): boolean => paths[step].test(`${call.method} ${call.path}`)

/** Makes the fault happen now. What it takes away stays away until the stage is mended. */
export const strike = async (stage: Stage, fault: Fault): Promise<void> => {
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
    case 'kill-payment':
      return stage.killPayment()
  }
}

/** Makes the virtual Ukey break in the middle of one of its own functions. */
export const strikeInside = (stage: Stage, fault: Fault, place: Extract<Place, { at: 'native' }>): void => {
  const kind = fault === 'unplug' ? 'removed' : 'kill'
  addFault(stage.keys, stage.serial, { on: 'any', nth: place.nth, after: place.after, action: { kind } })
}

/** Whether the virtual Ukey has reached the call that was to break. */
export const hasStruckInside = (stage: Stage): boolean => faultsSpent(stage.keys, stage.serial)
