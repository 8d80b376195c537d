import type { DeviceTrouble, DriverView } from '../../shared/models/index.ts'
import type { PresentToken } from '../token.ts'

export const softTroubleCodes = ['soft-file-damaged', 'soft-file-newer', 'folder-not-writable'] as const
/** What happened to a file that can be used all the same. */
export const softWarningCodes = ['soft-file-copy-used', 'soft-file-changed'] as const
export type SoftWarning = (typeof softWarningCodes)[number]

/** A soft certificate's file to which something happened, or the folder of them, and what. */
export type SoftTrouble = {
  readonly file: string
  readonly code: (typeof softTroubleCodes)[number] | SoftWarning
}

/** What is present now: raw facts, for others to put into words. */
export type KeyringState = {
  /** The first look at every source is over. */
  readonly settled: boolean
  readonly tokens: readonly PresentToken[]
  readonly troubles: readonly DeviceTrouble[]
  readonly drivers: readonly DriverView[]
  readonly softTroubles: readonly SoftTrouble[]
}
