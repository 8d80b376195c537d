import { MINUTE, SECOND } from '../clock.ts'
import type { Attempts } from '../records.ts'
import { Refusal } from '../refusal.ts'
import { type Decision, decided, refusedAfter, refusedBy, unchanged } from './decision.ts'

const LONGEST = 60 * MINUTE
const PAUSES = [MINUTE, 5 * MINUTE, 15 * MINUTE, LONGEST] as const

export const noTries: Attempts = { failures: 0, pauses: 0, pausedUntil: 0 }

export type RightAnswer = { readonly name: string; readonly now: number }
/** `most`: how many in a row lead to a pause. */
export type WrongAnswer = RightAnswer & { readonly most: number }

/** Counts a wrong answer, and pauses the name after too many, longer each time. Returns how many are left. */
export function countTry(
  { attempts }: { readonly attempts: Attempts },
  { name, most, now }: WrongAnswer,
): Decision<number> {
  const failures = attempts.failures + 1
  if (failures < most) {
    return decided(
      [{ kind: 'put-tries', name, attempts: { ...attempts, failures }, at: now }],
      most - failures,
    )
  }
  const pause = PAUSES[Math.min(attempts.pauses, PAUSES.length - 1)] ?? MINUTE
  const paused = { failures: 0, pauses: attempts.pauses + 1, pausedUntil: now + pause }
  return refusedAfter(
    [{ kind: 'put-tries', name, attempts: paused, at: now }],
    pausedRefusal(now + pause, now),
  )
}

/** A right answer clears the name, unless wrong answers at the same moment have paused it. */
export function clearTries(
  { attempts }: { readonly attempts: Attempts },
  { name, now }: RightAnswer,
): Decision<null> {
  const paused = pauseRefusal(attempts, now)
  if (paused !== null) return refusedBy(paused)
  if (attempts.failures + attempts.pauses === 0) return unchanged(null)
  return decided([{ kind: 'put-tries', name, attempts: noTries, at: now }], null)
}

/** The refusal for a name that is paused now. */
export function pauseRefusal({ pausedUntil }: Attempts, now: number): Refusal | null {
  const left = pausedUntil - now
  // No pause is ever this long, so the clock has been set back since.
  return left > 0 && left <= LONGEST ? pausedRefusal(pausedUntil, now) : null
}

function pausedRefusal(until: number, now: number): Refusal {
  return new Refusal('account-paused', { seconds: Math.ceil((until - now) / SECOND) })
}
