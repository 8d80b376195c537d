/**
 * Where a site remembers the nonces that were used. Several server processes must share one (a table with the nonce as
 * its key, or SET NX with an expiry), else a sign-in could be replayed against another process.
 */
export type ReplayStore = {
  /** True the first time it hears of this nonce, false ever after until `until`. */
  claim(nonce: string, until: Date): boolean | Promise<boolean>
}

const most = 1_000_000

/** For a site that is one process. It forgets nonces whose time is over, and refuses all if it is full. */
export const createMemoryReplayStore = (now: () => Date = () => new Date()): ReplayStore => {
  const used = new Map<string, number>()
  let swept = 0
  const sweep = (at: number): void => {
    if (at - swept < 1000) return
    swept = at
    for (const [nonce, until] of used) if (until < at) used.delete(nonce)
  }
  return {
    claim: (nonce, until) => {
      sweep(now().getTime())
      if (used.has(nonce) || used.size >= most) return false
      used.set(nonce, until.getTime())
      return true
    },
  }
}
