import type { Connection, Settings, TransactionView } from '../../shared/models/index.ts'
import { stackOf } from '../log/stack-of.ts'

/** What parts tell each other, and what they say with it. The snapshot already shows it when it is told. */
export type EventList = {
  readonly 'settings-changed': { readonly before: Settings; readonly after: Settings }
  /** Another authority was chosen for new business. */
  readonly 'issuer-changed': { readonly issuerId: string }
  readonly 'connection-changed': { readonly issuerId: string; readonly connection: Connection }
  /** The tokens in the snapshot were read anew. */
  readonly 'tokens-changed': { readonly gone: readonly string[] }
  readonly 'transactions-changed': readonly TransactionView[]
  /** Told once for each; `ranHere` is false where an earlier start had finished it. */
  readonly 'transaction-done': { readonly transaction: TransactionView; readonly ranHere: boolean }
  /** Journals that could not be believed were set aside. */
  readonly 'journals-damaged': { readonly files: readonly string[] }
}

export type EventName = keyof EventList

export type Events = {
  /** Calls all that listen, before it returns, in the order in which they began to listen. */
  tell<Name extends EventName>(name: Name, what: EventList[Name]): void
  on<Name extends EventName>(name: Name, listener: (what: EventList[Name]) => void): () => void
}

type Listener = (what: never) => void

/** A listener that throws is written to the log; the others still hear, and whoever told goes on. */
export const createEvents = (log: (line: string) => void): Events => {
  const listeners = new Map<EventName, readonly Listener[]>()
  const heardBy = (name: EventName): readonly Listener[] => listeners.get(name) ?? []
  return {
    tell: (name, what) => {
      for (const listener of heardBy(name)) {
        try {
          listener(what as never)
        } catch (error) {
          log(`a part that heard ${name} failed: ${stackOf(error)}`)
        }
      }
    },
    on: (name, listener) => {
      listeners.set(name, [...heardBy(name), listener])
      return () => {
        listeners.set(
          name,
          heardBy(name).filter((one) => one !== listener),
        )
      }
    },
  }
}
