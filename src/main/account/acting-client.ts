import type { RaClient } from '../../shared/ra-contract/index.ts'
import type { Authorities } from '../authority/index.ts'
import { signedIn } from './account.ts'
import type { Accounts } from './accounts.ts'

type Parts = { readonly accounts: Pick<Accounts, 'of'>; readonly authorities: Pick<Authorities, 'of'> }

/** The client that speaks for the person who acts at an authority. It is refused while nobody is logged in there. */
export const actingClient = ({ accounts, authorities }: Parts, issuerId: string): RaClient => {
  signedIn(accounts.of(issuerId))
  return authorities.of(issuerId).client()
}
