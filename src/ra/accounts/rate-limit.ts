import { type Clock, MINUTE, SECOND } from '../clock.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import { networkOf } from './network.ts'

/** How many names one process remembers as refused. */
const MOST = 50_000

/** Lets so many calls a minute through for each name (a network of addresses, an account), evenly refilled. */
export type RateLimit = (whose: string) => Promise<void>

type Parts = { readonly store: Pick<Store, 'countCall'>; readonly clock: Clock }

/**
 * The database counts, so that several processes count together. Who was refused need not be looked up again before
 * his time has come, so a flood of calls does not become a flood of transactions.
 */
export function rateLimit({ store, clock }: Parts, what: string, perMinute: number): RateLimit {
  if (!Number.isFinite(perMinute)) return async () => {}
  const refusedUntil = new Map<string, number>()
  return async (whose) => {
    const name = JSON.stringify([what, networkOf(whose)])
    const now = clock()
    const wait = (refusedUntil.get(name) ?? now) - now
    // Longer than a minute: the clock has been set back since.
    if (wait > 0 && wait <= MINUTE) throw tooMany(wait)
    refusedUntil.delete(name)
    try {
      await store.countCall({ name, perMinute, now })
    } catch (error) {
      const seconds = secondsToWait(error)
      if (seconds !== null) remember(refusedUntil, name, now + (seconds - 1) * SECOND)
      throw error
    }
  }
}

function tooMany(wait: number): Refusal {
  return new Refusal('too-many-requests', { seconds: Math.ceil(wait / SECOND) })
}

/** Rounded up; a second less is surely not too long. */
function secondsToWait(error: unknown): number | null {
  if (!(error instanceof Refusal) || error.code !== 'too-many-requests') return null
  const { seconds } = error.params
  return typeof seconds === 'number' ? seconds : null
}

/** A Map keeps the order of insertion, so the first name was refused longest ago. */
function remember(names: Map<string, number>, name: string, until: number): void {
  names.set(name, until)
  if (names.size <= MOST) return
  const [oldest] = names.keys()
  if (oldest !== undefined) names.delete(oldest)
}
