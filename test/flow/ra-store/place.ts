import type { Store } from '../../../src/ra/store/store.ts'

/** An empty place for a store, seen from two processes that know nothing of each other. */
export type Place = {
  readonly store: Store
  /** The same data, as another process sees it. */
  readonly other: Store
  readonly end: () => Promise<void>
}

export type StoreFactory = () => Promise<Place>
