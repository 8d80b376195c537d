import { implement } from '@orpc/server'
import { contract } from '../../shared/contract/index.ts'
import { lendingPins } from './lent-pins.ts'

/**
 * Each business implements its slice of the contract with this. A handler that does not fit the contract does not
 * compile. The input is checked before anything else, so the PINs in it are lent to every handler while it works.
 */
export const api = implement(contract, { initialInputValidationIndex: -1 }).use(({ next }, input) =>
  lendingPins(input, async () => next()),
)
