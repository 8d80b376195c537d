import { join } from 'node:path'
import type { TransactionView } from '../../shared/models/index.ts'
import type { Accounts } from '../account/index.ts'
import type { Authorities } from '../authority/index.ts'
import type { Ground } from '../house/ground.ts'
import type { Issuers } from '../issuers/part.ts'
import type { PinService } from '../pin/index.ts'
import type { Prompts } from '../prompt/prompts.ts'
import type { SecretDeposit } from '../unlock-secrets/secret-deposit.ts'
import { createEndings } from './endings.ts'
import { issuanceHandlers } from './handlers.ts'
import { createIssuance } from './issuance.ts'
import { createIssuanceService } from './issuance-service.ts'
import type { IssuanceKeyring } from './targets.ts'

type Needs = Pick<Ground, 'home' | 'clock' | 'log' | 'state' | 'events'> & {
  readonly keyring: IssuanceKeyring
  readonly authorities: Authorities
  readonly accounts: Accounts
  readonly issuers: Pick<Issuers, 'issuerOf'>
  readonly pin: Pick<PinService, 'checkNewSoft'>
  readonly prompts: Pick<Prompts, 'askPin'>
  readonly secrets: SecretDeposit
}

/** Shows transactions as they are now, then tells which of them are done. */
export const showTransactions = ({ state, events }: Pick<Ground, 'state' | 'events'>) => {
  const endings = createEndings()
  return (transactions: readonly TransactionView[]): void => {
    state.change({ transactions })
    events.tell('transactions-changed', transactions)
    for (const done of endings(transactions)) events.tell('transaction-done', done)
  }
}

export const issuancePart = (needs: Needs) => {
  const { home, clock, log, state, events, keyring, authorities, accounts, issuers } = needs
  const { pin, prompts, secrets } = needs
  const issuance = createIssuance({
    ...{ keyring, authorities, accounts, secrets, clock, log },
    issuerOf: issuers.issuerOf,
    folder: join(home, 'journal'),
    changed: showTransactions(needs),
    damaged: (files) => events.tell('journals-damaged', { files }),
    // One that is only discouraged stays the person's choice: the page says how strong it is.
    checkNewSoft: (given, issuerId) =>
      pin.checkNewSoft(given, { strength: 'kept-although-weak' }, [issuerId]),
  })
  keyring.subscribe(issuance.tokensChanged)
  const transactions = () => state.current().transactions
  const service = createIssuanceService({ issuance, prompts, transactions })
  return { service: issuance, handlers: issuanceHandlers(service), stop: issuance.stop }
}
