import { join } from 'node:path'
import type { Authorities } from '../authority/index.ts'
import type { Ground } from '../house/ground.ts'
import type { Issuers } from '../issuers/part.ts'
import { createAccounts } from './accounts.ts'
import { accountHandlers } from './handlers.ts'

type Needs = Pick<Ground, 'home' | 'clock' | 'state'> & {
  readonly authorities: Authorities
  readonly issuers: Pick<Issuers, 'find'>
}

/** Who is logged in at each authority. */
export const accountsPart = ({ home, clock, state, authorities, issuers }: Needs) => {
  const accounts = createAccounts({
    ...{ authorities, clock },
    store: join(home, 'account.json'),
    isKnown: (issuerId) => issuers.find(issuerId) !== null,
    changed: (after) => state.change({ accounts: after }),
    language: () => state.current().settings.language,
  })
  return { service: accounts, handlers: accountHandlers(accounts), stop: accounts.stop }
}
