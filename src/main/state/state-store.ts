import type { Snapshot } from '../../shared/models/index.ts'

export type Change = Partial<Omit<Snapshot, 'revision' | 'at'>>

/** The one truth: services put their part in, everybody else sees whole snapshots. */
export type StateStore = {
  current(): Snapshot
  /** Listeners hear of all changes of one turn at once. */
  change(change: Change): void
  subscribe(listener: (snapshot: Snapshot) => void): () => void
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

export const createStateStore = (first: Omit<Snapshot, 'revision' | 'at'>, now: () => Date): StateStore => {
  let snapshot: Snapshot = { ...first, revision: 1, at: now().toISOString() }
  let announced = true
  const listeners = new Set<(snapshot: Snapshot) => void>()
  const announce = () => {
    announced = true
    for (const listener of listeners) listener(snapshot)
  }
  const store: StateStore = {
    current: () => snapshot,
    change: (change) => {
      snapshot = { ...snapshot, ...change, revision: snapshot.revision + 1, at: now().toISOString() }
      if (!announced) return
      announced = false
      queueMicrotask(announce)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    watch: (signal) => latestOf(store, signal).snapshots(),
  }
  return store
}
