import { MINUTE, SECOND } from '../clock.ts'
import type { Attempts, Device, DeviceKey } from '../records.ts'
import { Refusal } from '../refusal.ts'
import type { Change } from './change.ts'
import { type Decision, decided, refusedAfter, refusedBy } from './decision.ts'
import { countDevice, DEVICE_TRIES, isKnown } from './device.ts'

/** Wrong answers in a row before a pause, from one network address. */
export const TRIES = 5
/** The same from all addresses together: whoever has many of them must not guess without end. */
export const TRIES_EVERYWHERE = 50
/** From so many on, further answers count only together with a captcha. */
const FREE = 2
const FREE_EVERYWHERE = 10

const LONGEST = 60 * MINUTE
const PAUSES = [MINUTE, 5 * MINUTE, 15 * MINUTE, LONGEST] as const

export const noTries: Attempts = { failures: 0, pauses: 0, pausedUntil: 0 }

/** An answer to "who are you?" that is right or wrong. */
export type Guess = {
  /** What the answer is for: the kind of login, and the name as it is looked up. */
  readonly name: string
  readonly network: string
  /** The device that the caller shows, of the one whose secret is guessed; null when it shows none. */
  readonly device: DeviceKey | null
  /** Whether a captcha was solved for it. */
  readonly captcha: boolean
  readonly now: number
}

export type TriesFacts = {
  /** Counted from all addresses together, and from this one. */
  readonly everywhere: Attempts
  readonly here: Attempts
  /** null: the owner has not logged in from it. */
  readonly device: Device | null
}

/** Under which names a guess is counted. JSON, because people choose names: no name can look like another counter. */
export function countersOf({ name, network }: Pick<Guess, 'name' | 'network'>): {
  readonly everywhere: string
  readonly here: string
} {
  return { everywhere: JSON.stringify([name]), here: JSON.stringify([name, network]) }
}

/**
 * Why this answer is not looked at now; null: it is. A stranger is paused, here or everywhere. A device from which
 * the owner has logged in before is let through whatever strangers do, until it gave too many wrong answers itself.
 */
export function tryRefusal(facts: TriesFacts, { captcha, now }: Guess): Refusal | null {
  if (isKnown(facts.device, now)) {
    return facts.device.wrong >= FREE && !captcha ? new Refusal('captcha-wanted') : null
  }
  const paused = pauseOf(facts, now)
  if (paused !== null) return paused
  return captchaWanted(facts) && !captcha ? new Refusal('captcha-wanted') : null
}

function captchaWanted({ everywhere, here }: TriesFacts): boolean {
  if (everywhere.pauses + here.pauses > 0) return true
  return here.failures >= FREE || everywhere.failures >= FREE_EVERYWHERE
}

/** Counts a wrong answer, and pauses after too many, longer each time. Tells how many are left. */
export function countWrong(facts: TriesFacts, guess: Guess): Decision<number> {
  const refusal = tryRefusal(facts, guess)
  if (refusal !== null) return refusedBy(refusal)
  const { now } = guess
  const everywhere = oneMore(facts.everywhere, TRIES_EVERYWHERE, now)
  const here = oneMore(facts.here, TRIES, now)
  const names = countersOf(guess)
  const device = isKnown(facts.device, now) ? facts.device : null
  const changes: readonly Change[] = [
    { kind: 'put-tries', name: names.everywhere, attempts: everywhere, at: now },
    { kind: 'put-tries', name: names.here, attempts: here, at: now },
    ...(device === null ? [] : [countDevice(device)]),
  ]
  const left = device === null ? 0 : DEVICE_TRIES - device.wrong - 1
  if (left > 0) return decided(changes, left)
  const paused = pauseOf({ everywhere, here }, now)
  if (paused !== null) return refusedAfter(changes, paused)
  return decided(changes, Math.min(TRIES_EVERYWHERE - everywhere.failures, TRIES - here.failures))
}

function oneMore(attempts: Attempts, most: number, now: number): Attempts {
  const failures = attempts.failures + 1
  if (failures < most) return { ...attempts, failures }
  const pause = PAUSES[Math.min(attempts.pauses, PAUSES.length - 1)] ?? MINUTE
  return { failures: 0, pauses: attempts.pauses + 1, pausedUntil: now + pause }
}

/**
 * A right answer clears what was counted, unless wrong answers given at the same time have paused the name or used
 * up what may be tried without a captcha. That of a known device leaves alone what strangers did elsewhere.
 */
export function acceptRight(facts: TriesFacts, guess: Guess): Decision<null> {
  const refusal = tryRefusal(facts, guess)
  if (refusal !== null) return refusedBy(refusal)
  const names = countersOf(guess)
  const everywhere = isKnown(facts.device, guess.now)
    ? []
    : cleared(names.everywhere, facts.everywhere, guess)
  return decided([...everywhere, ...cleared(names.here, facts.here, guess)], null)
}

function cleared(name: string, attempts: Attempts, { now }: Guess): readonly Change[] {
  const counted = attempts.failures + attempts.pauses > 0
  if (!counted || isPaused(attempts, now)) return []
  return [{ kind: 'put-tries', name, attempts: noTries, at: now }]
}

function isPaused({ pausedUntil }: Attempts, now: number): boolean {
  const left = pausedUntil - now
  // A longer pause was never given: the clock has been set back since.
  return left > 0 && left <= LONGEST
}

function pauseOf({ everywhere, here }: Omit<TriesFacts, 'device'>, now: number): Refusal | null {
  const paused = [everywhere, here].filter((one) => isPaused(one, now))
  if (paused.length === 0) return null
  const until = Math.max(...paused.map(({ pausedUntil }) => pausedUntil))
  return new Refusal('account-paused', { seconds: Math.ceil((until - now) / SECOND) })
}
