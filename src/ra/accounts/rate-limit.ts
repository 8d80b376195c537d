import { type Clock, MINUTE, SECOND } from '../clock.ts'
import { Refusal } from '../refusal.ts'
import { networkOf } from './network.ts'

const MOST = 50_000

type Bucket = { readonly left: number; readonly at: number }

/** Lets so many calls a minute through for each name (a network of addresses, an account), evenly refilled. */
export type RateLimit = (whose: string) => void

export function rateLimit(perMinute: number, clock: Clock): RateLimit {
  const buckets = new Map<string, Bucket>()
  if (!Number.isFinite(perMinute)) return () => {}
  return (whose) => {
    const name = networkOf(whose)
    const now = clock()
    const before = buckets.get(name) ?? { left: perMinute, at: now }
    const refilled = Math.min(perMinute, before.left + (Math.max(0, now - before.at) * perMinute) / MINUTE)
    buckets.delete(name)
    buckets.set(name, { left: Math.max(0, refilled - 1), at: now })
    forgetOldest(buckets)
    if (refilled < 1) {
      throw new Refusal('too-many-requests', {
        seconds: Math.ceil(((1 - refilled) * MINUTE) / perMinute / SECOND),
      })
    }
  }
}

/** Each call moves its name to the end, so the first name has been quiet longest. */
function forgetOldest(buckets: Map<string, Bucket>): void {
  if (buckets.size <= MOST) return
  const [oldest] = buckets.keys()
  if (oldest !== undefined) buckets.delete(oldest)
}
