import { isIP } from 'node:net'
import type { Clock } from '../clock.ts'
import type { Attempts } from '../records.ts'
import { pauseRefusal } from '../rules/tries.ts'
import type { Store } from '../store/store.ts'

/** How many wrong answers in a row from one network address lead to a pause. */
export const TRIES = 5
/** The same from all addresses together, so that nobody with many addresses can guess without end. */
const TRIES_FROM_ANYWHERE = 50

/**
 * Counts wrong answers under a name and pauses the name, longer each time, for the network address that they come
 * from. So a stranger who answers wrongly shuts out only himself, and the owner elsewhere can log in. A right answer
 * clears the count.
 */
export type TriesDesk = {
  readonly requireNotPaused: (name: string, address: string) => Promise<void>
  /** Counts a wrong answer and returns how many are left before the next pause. */
  readonly wrong: (name: string, address: string) => Promise<number>
  /** Clears the name. Throws if wrong answers at the same moment have paused it. */
  readonly right: (name: string, address: string) => Promise<void>
}

export function triesDesk(store: Store, clock: Clock): TriesDesk {
  const unpaused = async (name: string): Promise<Attempts> => {
    const attempts = await store.attempts(name)
    const paused = pauseRefusal(attempts, clock())
    if (paused !== null) throw paused
    return attempts
  }
  const count = (name: string, most: number) => store.countTry({ name, most, now: clock() })
  return {
    requireNotPaused: async (name, address) => {
      for (const one of [name, nameAt(name, address)]) await unpaused(one)
    },
    wrong: async (name, address) => {
      const everywhere = await count(name, TRIES_FROM_ANYWHERE)
      return Math.min(everywhere, await count(nameAt(name, address), TRIES))
    },
    right: async (name, address) => {
      for (const one of [name, nameAt(name, address)]) {
        const { failures, pauses } = await unpaused(one)
        if (failures + pauses > 0) await store.clearTries({ name: one, now: clock() })
      }
    },
  }
}

function nameAt(name: string, address: string): string {
  return `${name} @ ${networkOf(address)}`
}

/** One household has 2^64 IPv6 addresses, so its network counts as one. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined || isIP(address) !== 6) return mapped ?? address
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  return [...before, ...zeros, ...after].slice(0, 4).join(':')
}
