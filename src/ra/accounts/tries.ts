import { isIP } from 'node:net'
import { type Clock, MINUTE, SECOND } from '../clock.ts'
import { Refusal } from '../refusal.ts'
import type { Attempts } from '../store/records.ts'
import type { Store } from '../store/store.ts'

/** Wrong answers in a row before a pause, from one network address. */
export const TRIES = 5
/** The same from all addresses together: whoever has many of them must not guess without end. */
const TRIES_FROM_ANYWHERE = 50
const LONGEST = 60 * MINUTE
const PAUSES = [MINUTE, 5 * MINUTE, 15 * MINUTE, LONGEST] as const

/**
 * Counts wrong answers under a name and pauses it, longer each time, for the network address they come from: a
 * stranger who answers wrongly shuts out himself, and the owner elsewhere logs in. A right answer clears it.
 */
export type TriesDesk = {
  readonly requireNotPaused: (name: string, address: string) => Promise<void>
  /** Counts a wrong answer; tells how many are left before the next pause. */
  readonly wrong: (name: string, address: string) => Promise<number>
  /** Clears the name; throws when wrong answers given at the same time have paused it. */
  readonly right: (name: string, address: string) => Promise<void>
}

export function triesDesk(store: Store, clock: Clock): TriesDesk {
  const unpaused = async (name: string): Promise<Attempts> => {
    const attempts = await store.attempts(name)
    const left = attempts.pausedUntil - clock()
    // A longer pause was never given: the clock has been set back since.
    if (left > 0 && left <= LONGEST) throw pausedRefusal(attempts.pausedUntil, clock())
    return attempts
  }
  const count = async (name: string, most: number): Promise<number> => {
    const now = clock()
    const { failures, pausedUntil } = await store.changeAttempts(name, now, (before) =>
      oneMore(before, now, most),
    )
    if (failures === 0) throw pausedRefusal(pausedUntil, now)
    return most - failures
  }
  return {
    requireNotPaused: async (name, address) => {
      for (const one of [name, nameAt(name, address)]) await unpaused(one)
    },
    wrong: async (name, address) => {
      const everywhere = await count(name, TRIES_FROM_ANYWHERE)
      return Math.min(everywhere, await count(nameAt(name, address), TRIES))
    },
    right: async (name, address) => {
      for (const one of [name, nameAt(name, address)]) {
        const { failures, pauses } = await unpaused(one)
        if (failures + pauses > 0) await store.changeAttempts(one, clock(), () => noTries)
      }
    },
  }
}

function nameAt(name: string, address: string): string {
  return `${name} @ ${networkOf(address)}`
}

/** One household has 2^64 addresses of IPv6: its network counts as one. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined || isIP(address) !== 6) return mapped ?? address
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  return [...before, ...zeros, ...after].slice(0, 4).join(':')
}

const noTries: Attempts = { failures: 0, pauses: 0, pausedUntil: 0 }

function oneMore(before: Attempts, now: number, most: number): Attempts {
  const failures = before.failures + 1
  if (failures < most) return { ...before, failures }
  const pause = PAUSES[Math.min(before.pauses, PAUSES.length - 1)] ?? MINUTE
  return { failures: 0, pauses: before.pauses + 1, pausedUntil: now + pause }
}

function pausedRefusal(until: number, now: number): Refusal {
  return new Refusal('account-paused', {
    seconds: Math.ceil((until - now) / SECOND),
    until: new Date(until).toISOString(),
  })
}
