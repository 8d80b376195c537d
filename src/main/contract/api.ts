import { implement } from '@orpc/server'
import { contract } from '../../shared/contract/index.ts'

/** Each business implements its slice of the contract with this; what does not fit the contract does not compile. */
export const api = implement(contract)
