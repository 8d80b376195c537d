import type { DeviceTrouble, DriverView } from '../../shared/models/index.ts'
import type { PresentToken } from '../token.ts'

export const softTroubleCodes = ['soft-file-damaged', 'soft-file-newer', 'folder-not-writable'] as const

/** A soft certificate's file that cannot be used, or the folder of them, and why. */
export type SoftTrouble = { readonly file: string; readonly code: (typeof softTroubleCodes)[number] }

/** What is present now: raw facts, for others to put into words. */
export type KeyringState = {
  /** The first look at every source is over. */
  readonly settled: boolean
  readonly tokens: readonly PresentToken[]
  readonly troubles: readonly DeviceTrouble[]
  readonly drivers: readonly DriverView[]
  readonly softTroubles: readonly SoftTrouble[]
}
