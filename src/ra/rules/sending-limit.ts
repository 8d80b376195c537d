import { DAY, HOUR, SECOND } from '../clock.ts'
import type { Attempts, Device, DeviceKey } from '../records.ts'
import { Refusal } from '../refusal.ts'
import type { Change } from './change.ts'
import { type Decision, decided, refusedAfter } from './decision.ts'
import { isKnown } from './device.ts'

/** A code that is about to be sent to an account. */
export type Asking = {
  readonly accountId: string
  /** A stranger who uses up what one purpose has leaves the other its codes. */
  readonly purpose: 'login' | 'identify'
  readonly network: string
  /** The device that the caller shows; null when it shows none. */
  readonly device: DeviceKey | null
  readonly now: number
}

export type AskingFacts = {
  /** Asked for from this network address, from all together, and from the device that is shown. */
  readonly here: Attempts
  readonly everywhere: Attempts
  readonly byDevice: Attempts
  /** null: the owner has not logged in from it. */
  readonly device: Device | null
}

type Limit = { readonly most: number; readonly length: number }

/**
 * Each code may be tried five times, so these also bound the guesses: a hundred a day among a million codes, however
 * many sessions somebody opens.
 */
const FROM_HERE: Limit = { most: 5, length: HOUR }
const OF_ACCOUNT: Limit = { most: 20, length: DAY }
/** A known device has codes of its own, so that strangers cannot use them up; five wrong ones make it a stranger. */
const OF_DEVICE: Limit = { most: 20, length: DAY }

export function sendingCountersOf({ accountId, purpose, network, device }: Asking): {
  readonly everywhere: string
  readonly here: string
  readonly byDevice: string
} {
  const name = `${purpose} codes ${accountId}`
  return {
    everywhere: JSON.stringify([name]),
    here: JSON.stringify([name, network]),
    byDevice: JSON.stringify([name, 'device', device?.hash ?? '']),
  }
}

/** Counts a code that is about to be sent; those that are refused count too. */
export function askForCode(facts: AskingFacts, asking: Asking): Decision<null> {
  const { now } = asking
  const names = sendingCountersOf(asking)
  if (isKnown(facts.device, now)) {
    const byDevice = oneMore(facts.byDevice, OF_DEVICE, now)
    return answered([put(names.byDevice, byDevice, now)], [[byDevice, OF_DEVICE]], now)
  }
  const here = oneMore(facts.here, FROM_HERE, now)
  // Whoever asks too often from one address uses up nothing of what the account has elsewhere.
  if (here.failures > FROM_HERE.most) return answered([put(names.here, here, now)], [[here, FROM_HERE]], now)
  const everywhere = oneMore(facts.everywhere, OF_ACCOUNT, now)
  const changes = [put(names.here, here, now), put(names.everywhere, everywhere, now)]
  return answered(changes, [[everywhere, OF_ACCOUNT]], now)
}

function put(name: string, attempts: Attempts, at: number): Change {
  return { kind: 'put-tries', name, attempts, at }
}

/** The time begins with the first code. */
function oneMore(attempts: Attempts, { length }: Limit, now: number): Attempts {
  const left = attempts.pausedUntil - now
  // Longer than it ever lasts, so the clock has been set back since.
  const runs = left > 0 && left <= length
  return runs
    ? { ...attempts, failures: attempts.failures + 1 }
    : { failures: 1, pauses: 0, pausedUntil: now + length }
}

function answered(
  changes: readonly Change[],
  counted: readonly (readonly [Attempts, Limit])[],
  now: number,
): Decision<null> {
  const over = counted.find(([{ failures }, { most }]) => failures > most)
  if (over === undefined) return decided(changes, null)
  const seconds = Math.ceil((over[0].pausedUntil - now) / SECOND)
  return refusedAfter(changes, new Refusal('too-many-codes', { seconds }))
}
