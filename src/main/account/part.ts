import { join } from 'node:path'
import type { Authority } from '../authority/index.ts'
import type { Ground } from '../house/ground.ts'
import { createAccount } from './account.ts'
import { accountHandlers } from './handlers.ts'

type Needs = Pick<Ground, 'home' | 'clock' | 'state' | 'events'> & { readonly authority: Authority }

/** Who is logged in at the authority that was chosen. */
export const accountPart = ({ home, clock, state, events, authority }: Needs) => {
  const account = createAccount({
    authority,
    clock,
    store: join(home, 'account.json'),
    changed: (after) => state.change({ account: after }),
    language: () => state.current().settings.language,
  })
  events.on('issuer-changed', account.issuerChanged)
  return { service: account, handlers: accountHandlers(account), stop: account.stop }
}
