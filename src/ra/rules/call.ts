import { MINUTE, SECOND } from '../clock.ts'
import { type Decision, decided, refused } from './decision.ts'

/** A call of which only so many a minute are let through, evenly. */
export type Call = { readonly name: string; readonly perMinute: number; readonly now: number }

/**
 * Each call takes its share of a minute, and at most one minute can be taken in advance. `takenUntil` is the moment up
 * to which the calls so far have taken it. A call that is refused takes nothing.
 */
export function countCall(
  { takenUntil }: { readonly takenUntil: number | null },
  { name, perMinute, now }: Call,
): Decision<null> {
  const share = Math.ceil(MINUTE / perMinute)
  const before = Math.min(Math.max(isPossible(takenUntil, now) ? takenUntil : now, now), now + MINUTE)
  const wait = before + share - (now + MINUTE)
  if (wait > 0) return refused('too-many-requests', { seconds: Math.ceil(wait / SECOND) })
  return decided([{ kind: 'count-call', name, takenUntil: before + share }], null)
}

/** Nobody takes more than a minute in advance. One more is for clocks that differ; then the clock has been set back. */
function isPossible(takenUntil: number | null, now: number): takenUntil is number {
  return takenUntil !== null && takenUntil <= now + 2 * MINUTE
}
