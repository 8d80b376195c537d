import type { Accounts } from '../account/index.ts'
import type { Authorities } from '../authority/index.ts'
import type { Ground } from '../house/ground.ts'
import type { Part } from '../house/part.ts'
import type { Issuers } from '../issuers/part.ts'
import { type ConnectionKeeper, keepConnections } from './connection.ts'

type Needs = Pick<Ground, 'state' | 'events'> & {
  readonly authorities: Authorities
  readonly accounts: Accounts
  readonly issuers: Pick<Issuers, 'chosen' | 'find'>
}

export const connectionsPart = (needs: Needs): Part<ConnectionKeeper> => {
  const { state, events, authorities, accounts, issuers } = needs
  const { chosen, find } = issuers
  const connections = keepConnections({ authorities, accounts, chosen, find, state })
  events.on('issuer-changed', connections.check)
  return { service: connections, start: connections.start, stop: connections.stop }
}
