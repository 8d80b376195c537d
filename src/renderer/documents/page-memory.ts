import { useSyncExternalStore } from 'react'
import type { ErrorReport } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { nothingSelected, type Selection } from './selection.ts'

/** A file that did not come onto the list; `error` is null if the browser could not read it. */
export type Refused = { readonly name: string; readonly error: ErrorReport | null }

/** One of those on the page, told apart where several have the same name. */
type Listed = Refused & { readonly key: number }

/** What the page remembers while the person looks at a file's details, as long as the window is open. */
export type Memory = {
  readonly selection: Selection
  readonly refused: readonly Listed[]
  /** So many dropped files are still to be read out. */
  readonly reading: number
  /** The job whose end the person has put away. */
  readonly dismissed: string | null
}

type Store = {
  current(): Memory
  change(change: Partial<Omit<Memory, 'refused'>>): void
  refuse(some: readonly Refused[]): void
  putAway(): void
  subscribe(changed: () => void): () => void
}

const createStore = (): Store => {
  let memory: Memory = { selection: nothingSelected, refused: [], reading: 0, dismissed: null }
  let count = 0
  const listeners = new Set<() => void>()
  const become = (change: Partial<Memory>): void => {
    memory = { ...memory, ...change }
    for (const listener of listeners) listener()
  }
  return {
    current: () => memory,
    change: become,
    refuse: (some) => {
      const listed = some.map((one) => {
        count += 1
        return { ...one, key: count }
      })
      become({ refused: [...memory.refused, ...listed] })
    },
    putAway: () => become({ refused: [] }),
    subscribe: (changed) => {
      listeners.add(changed)
      return () => void listeners.delete(changed)
    },
  }
}

/** One for each connection, since another assistant has another list. */
const stores = new WeakMap<object, Store>()

const storeOf = (client: object): Store => {
  const known = stores.get(client)
  if (known) return known
  const made = createStore()
  stores.set(client, made)
  return made
}

export const usePageMemory = (): Memory & Pick<Store, 'change' | 'refuse' | 'putAway'> => {
  const { client } = useAssistant()
  const store = storeOf(client)
  const memory = useSyncExternalStore(store.subscribe, store.current)
  const { change, refuse, putAway } = store
  return { ...memory, change, refuse, putAway }
}
