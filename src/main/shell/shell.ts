import type { Fork } from '../../native/host/child.ts'
import type { Place, ShellKind } from '../../shared/models/index.ts'

export type Notification = {
  readonly id: string
  readonly title: string
  readonly body: string
  /** Where a click leads. */
  readonly place: Place
}

/** The system's own key store, if there is one. What it sealed opens only for this user on this machine. */
export type SystemKeyStore = {
  seal(text: string): Uint8Array
  open(sealed: Uint8Array): string
}

/** What the application needs from the shell it runs in. Both shells and the tests provide it. */
export type Shell = {
  readonly kind: ShellKind
  readonly runtime: string
  readonly fork: Fork
  /** null if the system offers no key store. */
  readonly keyStore: SystemKeyStore | null
  /** Brings the main window forward. The web shell has its page open or not, and does nothing more. */
  showWindow(): void
  hideWindow(): void
  windowVisible(): boolean
  showPrompt(): void
  hidePrompt(): void
  notify(notification: Notification): void
  openExternal(url: string): Promise<void>
  openPath(path: string): Promise<void>
  /** Starts a program of this computer, without arguments. Whether it may be started was decided before. */
  startProgram(path: string): Promise<void>
  /** Asks the person for a program; null if none was chosen. null in a shell that cannot ask for a place. */
  readonly chooseProgram: (() => Promise<string | null>) | null
  /** Asks the person for files; empty if none was chosen. null in a shell that cannot ask for a place. */
  readonly chooseFiles: (() => Promise<readonly string[]>) | null
  /**
   * Asks the person where a file goes, and before another one is replaced. Resolves to null if the person chose no
   * place. null in a shell whose pages save files in the way of a browser.
   */
  readonly chooseSavePlace: ((name: string) => Promise<string | null>) | null
  /** The command that browsers start for the extension; the data folder is added to it. */
  readonly extensionHost: readonly string[]
  setAutostart(enabled: boolean): Promise<void>
  /** The system's proxy for an address ("DIRECT" or "PROXY host:port"), also from a PAC file. */
  resolveProxy(url: string): Promise<string>
  /** Whether the desktop shows notifications and a tray. A shell that shows them in its page has no such question. */
  desktop?(): Promise<{ readonly notifications: boolean; readonly tray: boolean }>
  quit(): void
}
