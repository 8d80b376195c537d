import type { Duplex } from '../../shared/channel/duplex.ts'
import type { Snapshot } from '../../shared/models/index.ts'
import { snapshotsOf } from '../../shared/snapshot/update.ts'
import { NotLetIn } from '../web-session.ts'
import { type Client, clientOver } from './client.ts'

/**
 * What the page knows: nothing yet, that it may not come in, the present state, or the last state before the connection
 * was lost.
 */
export type Live =
  | { readonly phase: 'not-let-in' }
  | { readonly phase: 'connecting'; readonly attempts: number }
  | { readonly phase: 'live'; readonly client: Client; readonly snapshot: Snapshot }
  | {
      readonly phase: 'lost'
      readonly client: Client
      readonly snapshot: Snapshot
      readonly attempts: number
    }

export type Connection = {
  current(): Live
  subscribe(changed: () => void): () => void
  /** Tries at once instead of waiting for the next try. */
  retryNow(): void
}

const longestPause = 5_000
const pauseBefore = (attempt: number) => Math.min(250 * 2 ** attempt, longestPause)

const afterLoss = (live: Live, attempts: number): Live =>
  live.phase === 'live' || live.phase === 'lost'
    ? { ...live, phase: 'lost', attempts }
    : { phase: 'connecting', attempts }

/** Keeps one channel open while the page lives, and the newest snapshot at hand. */
export const keepConnected = (open: () => Promise<Duplex>): Connection => {
  let live: Live = { phase: 'connecting', attempts: 0 }
  let wake: () => void = () => {}
  const listeners = new Set<() => void>()
  const become = (next: Live) => {
    live = next
    for (const listener of listeners) listener()
  }

  const watchOnce = async (): Promise<void> => {
    const client = clientOver(await open())
    for await (const snapshot of snapshotsOf(await client.state.watch()))
      become({ phase: 'live', client, snapshot })
  }
  const pause = (attempt: number) =>
    new Promise<void>((resolve) => {
      wake = resolve
      setTimeout(resolve, pauseBefore(attempt))
    })
  const keep = async () => {
    for (let attempts = 1; ; attempts += 1) {
      // If the page was let in before, the reason for the loss does not matter: it reports the loss and tries again.
      const error = await watchOnce().catch((reason: unknown) => reason)
      if (live.phase === 'live') attempts = 1
      become(error instanceof NotLetIn ? { phase: 'not-let-in' } : afterLoss(live, attempts))
      await pause(attempts - 1)
    }
  }
  void keep()

  return {
    current: () => live,
    subscribe: (changed) => {
      listeners.add(changed)
      return () => void listeners.delete(changed)
    },
    retryNow: () => wake(),
  }
}
