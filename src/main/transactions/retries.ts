/** Tries things again later, after pauses that grow for each name. Each name has one try pending at a time. */
export type Retries = {
  /** Schedules the next try and returns the milliseconds until then. */
  later(name: string, work: () => void): number
  /** Cancels the pending try. The next pause still grows. */
  cancel(name: string): void
  stop(): void
}

const longestFactor = 12

export const createRetries = (firstMs: number): Retries => {
  const timers = new Map<string, NodeJS.Timeout>()
  const tries = new Map<string, number>()
  const cancel = (name: string) => {
    clearTimeout(timers.get(name))
    timers.delete(name)
  }
  return {
    later: (name, work) => {
      cancel(name)
      const tried = tries.get(name) ?? 0
      tries.set(name, tried + 1)
      const pause = firstMs * Math.min(1.5 ** tried, longestFactor) * (0.75 + Math.random() / 2)
      timers.set(name, setTimeout(work, pause).unref())
      return pause
    },
    cancel,
    stop: () => {
      for (const name of [...timers.keys()]) cancel(name)
    },
  }
}
