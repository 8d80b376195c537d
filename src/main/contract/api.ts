import { implement } from '@orpc/server'
import { contract } from '../../shared/contract/index.ts'
import { lendingPins } from './lent-pins.ts'

/**
 * Each business implements its slice of the contract with this; what does not fit the contract does not compile. The
 * input is checked before anything else, so that the PINs in it are lent to every handler for as long as it works.
 */
export const api = implement(contract, { initialInputValidationIndex: -1 }).use(({ next }, input) =>
  lendingPins(input, async () => next()),
)
