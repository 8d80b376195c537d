import { SECOND } from '../clock.ts'
import type { Attempts } from '../records.ts'
import { Refusal } from '../refusal.ts'
import type { Change } from './change.ts'
import { type Decision, decided, refusedAfter } from './decision.ts'

/** How many codes may be sent in the time that begins with the first, in milliseconds. */
export type SendingLimit = {
  readonly name: string
  readonly most: number
  readonly length: number
  readonly now: number
}

/** Counts a code that is about to be sent. Refused ones count too. */
export function countSending(
  { attempts }: { readonly attempts: Attempts },
  { name, most, length, now }: SendingLimit,
): Decision<null> {
  const left = attempts.pausedUntil - now
  // Longer than it ever lasts, so the clock has been set back since.
  const runs = left > 0 && left <= length
  const counted: Attempts = runs
    ? { ...attempts, failures: attempts.failures + 1 }
    : { failures: 1, pauses: 0, pausedUntil: now + length }
  const changes: readonly Change[] = [{ kind: 'put-tries', name, attempts: counted, at: now }]
  if (counted.failures <= most) return decided(changes, null)
  const seconds = Math.ceil((counted.pausedUntil - now) / SECOND)
  return refusedAfter(changes, new Refusal('too-many-codes', { seconds }))
}
