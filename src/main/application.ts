import type { Duplex } from '../shared/channel/duplex.ts'
import type { TrayItemKind } from '../shared/contract/index.ts'
import type { Shell } from './shell/shell.ts'
import type { StateStore } from './state/state-store.ts'

export type ApplicationOptions = {
  /** The data folder (`CERT_ASSISTANT_HOME`). */
  readonly home: string
  readonly version: string
  /** Where `drivers/` and `issuers/` lie. */
  readonly resources: string
  readonly shell: Shell
  /** For tests and demonstrations: the answer of every captcha of the authority inside. */
  readonly captchaAnswer?: string
}

/** One application for both shells: it holds the state and does the businesses. */
export type Application = {
  readonly state: StateStore
  /** Starts what may take time (looking for tokens, the authority inside); the tray is shown before. */
  start(): Promise<void>
  /** Serves the contract to one window over its channel. */
  serve(channel: Duplex): void
  choose(item: TrayItemKind, tokenId?: string): Promise<void>
  stop(): Promise<void>
}
