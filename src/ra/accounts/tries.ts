import { type Clock, MINUTE, SECOND } from '../clock.ts'
import { Refusal } from '../refusal.ts'
import type { Attempts } from '../store/records.ts'
import type { Store } from '../store/store.ts'

/** Wrong answers in a row before a pause. */
export const TRIES = 5
const LONGEST = 60 * MINUTE
const PAUSES = [MINUTE, 5 * MINUTE, 15 * MINUTE, LONGEST] as const

/** Counts wrong answers under a name and pauses the name, longer each time; a right answer clears it. */
export type TriesDesk = {
  readonly requireNotPaused: (name: string) => Promise<void>
  /** Counts a wrong answer; tells how many are left before the next pause. */
  readonly wrong: (name: string) => Promise<number>
  /** Clears the name; throws when wrong answers given at the same time have paused it. */
  readonly right: (name: string) => Promise<void>
}

export function triesDesk(store: Store, clock: Clock): TriesDesk {
  const unpaused = async (name: string): Promise<Attempts> => {
    const attempts = await store.attempts(name)
    const left = attempts.pausedUntil - clock()
    // A longer pause was never given: the clock has been set back since.
    if (left > 0 && left <= LONGEST) throw pausedRefusal(attempts.pausedUntil, clock())
    return attempts
  }
  return {
    requireNotPaused: async (name) => void (await unpaused(name)),
    wrong: async (name) => {
      const now = clock()
      const { failures, pausedUntil } = await store.changeAttempts(name, now, (before) =>
        oneMore(before, now),
      )
      if (failures === 0) throw pausedRefusal(pausedUntil, now)
      return TRIES - failures
    },
    right: async (name) => {
      const { failures, pauses } = await unpaused(name)
      if (failures + pauses > 0) await store.changeAttempts(name, clock(), () => noTries)
    },
  }
}

const noTries: Attempts = { failures: 0, pauses: 0, pausedUntil: 0 }

function oneMore(before: Attempts, now: number): Attempts {
  const failures = before.failures + 1
  if (failures < TRIES) return { ...before, failures }
  const pause = PAUSES[Math.min(before.pauses, PAUSES.length - 1)] ?? MINUTE
  return { failures: 0, pauses: before.pauses + 1, pausedUntil: now + pause }
}

function pausedRefusal(until: number, now: number): Refusal {
  return new Refusal('account-paused', {
    seconds: Math.ceil((until - now) / SECOND),
    until: new Date(until).toISOString(),
  })
}
