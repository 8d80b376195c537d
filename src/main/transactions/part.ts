import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { TransactionView } from '../../shared/models/index.ts'
import type { Accounts } from '../account/index.ts'
import type { Authorities } from '../authority/index.ts'
import type { Ground } from '../house/ground.ts'
import type { Issuers } from '../issuers/part.ts'
import type { PinService } from '../pin/index.ts'
import type { Prompts } from '../prompt/prompts.ts'
import type { SecretDeposit } from '../unlock-secrets/secret-deposit.ts'
import type { Businesses } from './business.ts'
import { createEndings } from './endings.ts'
import { transactionsHandlers } from './handlers.ts'
import type { TransactionKeyring } from './keyring.ts'
import { createTransactions } from './transactions.ts'
import { createTransactionsService } from './transactions-service.ts'

type Needs = Pick<Ground, 'home' | 'clock' | 'log' | 'state' | 'events'> & {
  readonly businesses: Businesses
  readonly keyring: TransactionKeyring
  readonly authorities: Authorities
  readonly accounts: Accounts
  readonly issuers: Pick<Issuers, 'issuerOf'>
  readonly pin: Pick<PinService, 'checkNewSoft'>
  readonly prompts: Pick<Prompts, 'askPin'>
  readonly secrets: SecretDeposit
  readonly tokens: { nickname(tokenId: string): string | null }
  readonly resting?: boolean
}

/** Shows transactions as they are now, then reports those that are done. */
export const showTransactions = ({ state, events }: Pick<Ground, 'state' | 'events'>) => {
  const endings = createEndings()
  return (transactions: readonly TransactionView[]): void => {
    // Every change of a token is asked about here; mostly it changes no business.
    if (!isDeepStrictEqual(state.current().transactions, transactions)) {
      state.change({ transactions })
      events.tell('transactions-changed', transactions)
    }
    for (const done of endings(transactions)) events.tell('transaction-done', done)
  }
}

/** The name that the person gave to a key counts before the one that the journal knows. */
const namedBy =
  ({ nickname }: Needs['tokens']) =>
  (view: TransactionView): TransactionView => ({
    ...view,
    tokenName: nickname(view.tokenId) ?? view.tokenName,
  })

export const transactionsPart = (needs: Needs) => {
  const { home, clock, log, state, events, businesses, keyring, authorities, accounts } = needs
  const { issuers, pin, prompts, secrets, tokens } = needs
  const show = showTransactions(needs)
  const showNamed = (views: readonly TransactionView[]): void => show(views.map(namedBy(tokens)))
  const transactions = createTransactions({
    ...{ businesses, keyring, authorities, accounts, secrets, clock, log },
    issuerOf: issuers.issuerOf,
    folder: join(home, 'journal'),
    resting: needs.resting ?? false,
    changed: showNamed,
    superseded: (fingerprints) => events.tell('certificates-superseded', { fingerprints }),
    abandoned: (business) => events.tell('transaction-abandoned', business),
    finished: (business) => events.tell('transaction-finished', business),
    damaged: (files) => events.tell('journals-damaged', { files }),
    // A PIN that is only discouraged remains the person's choice. The page shows how strong it is.
    checkNewSoft: (given, issuerId) =>
      pin.checkNewSoft(given, { strength: 'kept-although-weak' }, [issuerId]),
  })
  keyring.subscribe(transactions.tokensChanged)
  // A key may have got another name.
  events.on('tokens-changed', () => showNamed(transactions.views()))
  const views = () => state.current().transactions
  const service = createTransactionsService({ transactions, prompts, views })
  return { service: transactions, handlers: transactionsHandlers(service), stop: transactions.stop }
}
