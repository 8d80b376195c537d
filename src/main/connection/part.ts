import type { Account } from '../account/index.ts'
import type { Authority } from '../authority/index.ts'
import type { Ground } from '../house/ground.ts'
import type { Part } from '../house/part.ts'
import type { Issuers } from '../issuers/part.ts'
import { type ConnectionKeeper, keepConnection } from './connection.ts'

type Needs = Pick<Ground, 'state' | 'events'> & {
  readonly authority: Pick<Authority, 'check'>
  readonly account: Pick<Account, 'refresh'>
  readonly issuers: Pick<Issuers, 'chosen'>
}

export const connectionPart = ({
  state,
  events,
  authority,
  account,
  issuers,
}: Needs): Part<ConnectionKeeper> => {
  const connection = keepConnection({ authority, account, issuer: issuers.chosen, state })
  events.on('issuer-changed', connection.check)
  return { service: connection, start: connection.start, stop: connection.stop }
}
