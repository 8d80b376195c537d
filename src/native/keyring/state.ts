import type { DeviceTrouble, DriverView } from '../../shared/models/index.ts'
import type { SoftTrouble } from '../soft/soft-troubles.ts'
import type { PresentToken } from '../token.ts'

/** What is present now, as raw facts; others put them into words. */
export type KeyringState = {
  /** The first look at every source is over. */
  readonly settled: boolean
  readonly tokens: readonly PresentToken[]
  readonly troubles: readonly DeviceTrouble[]
  readonly drivers: readonly DriverView[]
  readonly softTroubles: readonly SoftTrouble[]
}
