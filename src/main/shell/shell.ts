import type { Fork } from '../../native/host/child.ts'
import type { Place, ShellKind } from '../../shared/models/index.ts'

export type Notification = {
  readonly id: string
  readonly title: string
  readonly body: string
  /** Where a click leads. */
  readonly place: Place
}

/** The system's own key store, where there is one: what it sealed opens only for this user on this machine. */
export type SystemKeyStore = {
  seal(text: string): Uint8Array
  open(sealed: Uint8Array): string
}

/** What the application asks of the shell it lives in; both shells and the tests provide it. */
export type Shell = {
  readonly kind: ShellKind
  readonly runtime: string
  readonly fork: Fork
  /** null where the system offers no key store. */
  readonly keyStore: SystemKeyStore | null
  /** Brings the main window forward (the web shell has its page open or not, and does nothing more). */
  showWindow(): void
  hideWindow(): void
  windowVisible(): boolean
  showPrompt(): void
  hidePrompt(): void
  notify(notification: Notification): void
  openExternal(url: string): Promise<void>
  openPath(path: string): Promise<void>
  setAutostart(enabled: boolean): Promise<void>
  /** The proxy for an address as the system sees it ("DIRECT" or "PROXY host:port"), PAC included. */
  resolveProxy(url: string): Promise<string>
  quit(): void
}
