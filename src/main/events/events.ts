import type { Connection, Settings, TransactionView } from '../../shared/models/index.ts'
import { stackOf } from '../log/stack-of.ts'

/** A business whose request has ended, and for whom it was. */
export type EndedBusiness = {
  readonly id: string
  readonly issuerId: string
  readonly userName?: string
  readonly holder: string
  readonly requestId: string
}

/**
 * The events that parts tell each other, with their content. The snapshot shows the change before the event is told.
 */
export type EventList = {
  readonly 'settings-changed': { readonly before: Settings; readonly after: Settings }
  /** Another authority was chosen for new business. */
  readonly 'issuer-changed': { readonly issuerId: string }
  readonly 'connection-changed': { readonly issuerId: string; readonly connection: Connection }
  /** Nobody is at the screen any more: it was locked, another user has it, or the machine goes to sleep. */
  readonly 'person-left': Readonly<Record<never, never>>
  /** The tokens in the snapshot were read again. */
  readonly 'tokens-changed': { readonly gone: readonly string[] }
  readonly 'transactions-changed': readonly TransactionView[]
  /** Told once for each transaction. `ranHere` is false if an earlier start had finished it. */
  readonly 'transaction-done': { readonly transaction: TransactionView; readonly ranHere: boolean }
  /** A business with a request was given up. What was paid for it goes back. */
  readonly 'transaction-abandoned': EndedBusiness
  /** A business that may have been paid for came to its end. What was paid too much goes back. */
  readonly 'transaction-finished': EndedBusiness
  /** An authority took certificates out of force (SHA-256), because new ones are in it. */
  readonly 'certificates-superseded': { readonly fingerprints: readonly string[] }
  /** Damaged journals were set aside. */
  readonly 'journals-damaged': { readonly files: readonly string[] }
}

export type EventName = keyof EventList

export type Events = {
  /** Calls all listeners before it returns, in the order in which they began to listen. */
  tell<Name extends EventName>(name: Name, what: EventList[Name]): void
  on<Name extends EventName>(name: Name, listener: (what: EventList[Name]) => void): () => void
}

type Listener = (what: never) => void

/** An error in a listener goes to the log. The other listeners are still called, and the teller goes on. */
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
