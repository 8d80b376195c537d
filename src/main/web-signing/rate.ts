/** How many requests a site may send: at once, and each second after that. */
export type Rate = {
  /** Whether one more may be answered now. */
  take(origin: string, approved: boolean): boolean
}

const limits = {
  approved: { burst: 400, perSecond: 200 },
  /** Before it is approved, a site has little to ask. */
  stranger: { burst: 40, perSecond: 10 },
} as const

type Bucket = { left: number; at: number; approved: boolean }

/** More sites than any browser has open. */
const most = 1_000

export const createRate = (now: () => number): Rate => {
  const buckets = new Map<string, Bucket>()
  return {
    take: (origin, approved) => {
      const { burst, perSecond } = approved ? limits.approved : limits.stranger
      const known = buckets.get(origin)
      const before = known?.approved === approved ? known : { left: burst, at: now(), approved }
      const left = Math.min(burst, before.left + ((now() - before.at) / 1_000) * perSecond)
      buckets.delete(origin)
      buckets.set(origin, { left: Math.max(0, left - 1), at: now(), approved })
      const [oldest] = buckets.keys()
      if (buckets.size > most && oldest !== undefined) buckets.delete(oldest)
      return left >= 1
    },
  }
}
