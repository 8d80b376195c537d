import { below, pick, type Random } from '../../random.ts'
import { type BusinessName, businessNames } from './businesses.ts'
import type { Left } from './small-disk.ts'

/**
 * When the disk becomes full. start: before the assistant starts. first: before the person does the first thing.
 * file: when a file was made, written or moved so many times since. change: at so many changes of the state behind
 * that. moment: so many milliseconds behind that.
 */
export type When =
  | { readonly kind: 'start' | 'first' | 'never' }
  | { readonly kind: 'change' | 'file'; readonly nth: number }
  | { readonly kind: 'moment'; readonly milliseconds: number }

export type Strike = { readonly at: When; readonly left: Left }

/** When there is room again: afterwards, by itself in the middle, or now and again all the time. */
export type Relief =
  | { readonly kind: 'afterwards' }
  | { readonly kind: 'by-itself' | 'to-and-fro'; readonly milliseconds: number }

export type Scenario = {
  readonly business: BusinessName
  readonly strike: Strike
  readonly relief: Relief
  /** Whether the assistant ends, and starts again, while the disk is still full. */
  readonly restart: 'full' | 'none'
  /** How many bytes history and log may still take without a new page. */
  readonly slack: number
}

const randomLeft = (random: Random): Left =>
  below(random, 4) === 0
    ? { of: 'files', count: below(random, 5) }
    : { of: 'pages', count: below(random, pick(random, [1, 3, 6, 30])) }

const randomWhen = (random: Random): When => {
  const kind = pick(random, ['start', 'first', 'first', 'file', 'file', 'file', 'change', 'moment'] as const)
  if (kind === 'change') return { kind, nth: 1 + below(random, pick(random, [2, 8])) }
  if (kind === 'file') return { kind, nth: 1 + below(random, pick(random, [6, 30])) }
  return kind === 'moment' ? { kind, milliseconds: below(random, pick(random, [20, 300])) } : { kind }
}

const randomRelief = (random: Random): Relief => {
  const kind = pick(random, ['afterwards', 'afterwards', 'by-itself', 'to-and-fro'] as const)
  if (kind === 'afterwards') return { kind }
  return { kind, milliseconds: kind === 'by-itself' ? below(random, 300) : 2 + below(random, 20) }
}

export const randomScenario = (random: Random, business: BusinessName): Scenario => ({
  business,
  strike: { at: randomWhen(random), left: randomLeft(random) },
  relief: randomRelief(random),
  restart: below(random, 5) === 0 ? 'full' : 'none',
  slack: below(random, 200),
})

/** Every business in turn, each time at another moment. */
export const scenarios = (random: Random, runs: number): readonly Scenario[] =>
  Array.from({ length: runs }, (_, n) =>
    randomScenario(random, businessNames[n % businessNames.length] ?? pick(random, businessNames)),
  )

const leftText = ({ of, count }: Left): string => `${count} ${of} left`
const whenText = (at: When): string => {
  if (at.kind === 'change' || at.kind === 'file') return `${at.kind} ${at.nth}`
  return at.kind === 'moment' ? `${at.milliseconds} ms` : at.kind
}

export const nameOf = ({ business, strike, relief, restart, slack }: Scenario): string => {
  const how = relief.kind === 'afterwards' ? relief.kind : `${relief.kind} ${relief.milliseconds} ms`
  return `${business}: ${leftText(strike.left)} and ${slack} bytes at ${whenText(strike.at)}, room ${how}${restart === 'full' ? ', new start while full' : ''}`
}
