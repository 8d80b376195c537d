import type { Snapshot } from '../../shared/models/index.ts'
import { stackOf } from '../log/stack-of.ts'

type Listener = (snapshot: Snapshot) => void
export type Change = Partial<Omit<Snapshot, 'revision' | 'at'>>

/** The one truth: parts change their own share, and everybody else sees whole snapshots. */
export type StateStore = {
  current(): Snapshot
  /** Listeners hear of all changes of one turn of the event loop at once. */
  change(change: Change): void
  /**
   * For parts: called only if one of the selected values has changed. What a part changes then is announced together
   * with the change that it heard of.
   */
  follow(select: (snapshot: Snapshot) => readonly unknown[], listener: Listener): () => void
  /** For shells and windows: called for every change, after the parts have reacted. */
  subscribe(listener: Listener): () => void
  /** The present snapshot at once, then the latest after every change, until the signal. */
  watch(signal: AbortSignal | undefined): AsyncGenerator<Snapshot>
}

const latestOf = (store: Pick<StateStore, 'current' | 'subscribe'>, signal: AbortSignal | undefined) => {
  let wake: () => void = () => {}
  let fresh = true
  const stir = () => {
    fresh = true
    wake()
  }
  const unsubscribe = store.subscribe(stir)
  signal?.addEventListener('abort', () => wake(), { once: true })
  return {
    async *snapshots(): AsyncGenerator<Snapshot> {
      try {
        while (!signal?.aborted) {
          if (!fresh) await new Promise<void>((resolve) => (wake = resolve))
          if (signal?.aborted) return
          fresh = false
          yield store.current()
        }
      } finally {
        unsubscribe()
      }
    },
  }
}

const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((value, at) => Object.is(value, other[at]))

/** Parts that answer a change with a change must come to rest within so many rounds; otherwise one has a mistake. */
const mostRounds = 20

export const createStateStore = (
  first: Omit<Snapshot, 'revision' | 'at'>,
  now: () => Date,
  log: (line: string) => void = process.emitWarning,
): StateStore => {
  let snapshot: Snapshot = { ...first, revision: 1, at: now().toISOString() }
  let announced = true
  const followers = new Set<Listener>()
  const listeners = new Set<Listener>()

  const tell = (all: ReadonlySet<Listener>, what: Snapshot): void => {
    for (const listener of all) {
      try {
        listener(what)
      } catch (error) {
        log(`a part that heard of the state failed: ${stackOf(error)}`)
      }
    }
  }
  const settle = (): void => {
    for (let round = 0; round < mostRounds; round += 1) {
      const seen = snapshot
      tell(followers, seen)
      if (snapshot === seen) return
    }
    log('parts that follow the state answer each other without end')
  }
  const announce = (): void => {
    settle()
    announced = true
    tell(listeners, snapshot)
  }
  const store: StateStore = {
    current: () => snapshot,
    change: (change) => {
      snapshot = { ...snapshot, ...change, revision: snapshot.revision + 1, at: now().toISOString() }
      if (!announced) return
      announced = false
      queueMicrotask(announce)
    },
    follow: (select, listener) => {
      let last = select(snapshot)
      const hear = (present: Snapshot): void => {
        const next = select(present)
        if (isSame(last, next)) return
        last = next
        listener(present)
      }
      followers.add(hear)
      return () => void followers.delete(hear)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    watch: (signal) => latestOf(store, signal).snapshots(),
  }
  return store
}
