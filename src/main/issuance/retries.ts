import type { ErrorCode } from '../../shared/errors/index.ts'

/** Passes by itself: the step is tried again without asking anybody, as long as it needs no PIN. */
const passing = new Set<ErrorCode>([
  'network-none',
  'network-name',
  'network-refused',
  'network-timeout',
  'network-proxy',
  'network-portal',
  'authority-fault',
  'authority-disk-full',
  'authority-busy',
  'authority-answer-unreadable',
  'request-waiting',
  'payment-needed',
])

export const passesByItself = (code: ErrorCode): boolean => passing.has(code)

/** Tries things again later, each after pauses that grow; one at a time for each name. */
export type Retries = {
  later(name: string, work: () => void): void
  /** Ends the pause under way; the next one goes on growing. */
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
    },
    cancel,
    stop: () => {
      for (const name of [...timers.keys()]) cancel(name)
    },
  }
}
