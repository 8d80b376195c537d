import type { PresentToken } from '../../native/index.ts'
import type { RaToken } from '../../shared/ra-contract/index.ts'

/** A token as the authority knows it. */
export const askedOf = ({ facts }: PresentToken): RaToken => ({
  kind: facts.kind,
  vendor: facts.vendor.trim().slice(0, 64),
  serial: facts.serial.trim().slice(0, 64),
})
