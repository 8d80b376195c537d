import { type Decision, decided, unchanged } from './decision.ts'

/** A job that one of several processes does every so often. */
export type Turn = { readonly job: string; readonly every: number; readonly now: number }

/** Whether the job falls to whoever asks. If that process dies over it, the next turn falls to another one. */
export function takeTurn(
  { last }: { readonly last: number | null },
  { job, every, now }: Turn,
): Decision<boolean> {
  // A turn in the future was taken before the clock was set back.
  const isDue = last === null || Math.abs(now - last) >= every
  return isDue ? decided([{ kind: 'take-turn', job, at: now }], true) : unchanged(false)
}
