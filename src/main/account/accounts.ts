import type { Authorities } from '../authority/index.ts'
import { type Account, type AccountOptions, createAccount } from './account.ts'
import { createSessionBook, type SessionBookOptions } from './session-book.ts'

/** Who is logged in at each authority. One login ends no other. */
export type Accounts = {
  /** Refuses an issuer that is not known or not known any more. */
  of(issuerId: string): Account
  /** The issuers at which somebody is logged in. */
  issuers(): readonly string[]
  stop(): void
}

export type AccountsOptions = Pick<AccountOptions, 'clock'> &
  Partial<Pick<AccountOptions, 'language'>> &
  SessionBookOptions & { readonly authorities: Authorities }

export const createAccounts = (options: AccountsOptions): Accounts => {
  const { authorities, clock, language = () => 'zh-CN' } = options
  const book = createSessionBook(options)
  const made = new Map<string, Account>()
  const make = (issuerId: string): Account => {
    const account = createAccount({ authority: authorities.of(issuerId), book, clock, language })
    made.set(issuerId, account)
    return account
  }
  const of = (issuerId: string): Account => made.get(issuerId) ?? make(issuerId)
  const issuers = () => [...new Set(book.all().map(({ issuerId }) => issuerId))]
  // From now on, sessions from the last start are told when the authority ends them.
  for (const issuerId of issuers()) of(issuerId)
  return { of, issuers, stop: book.stop }
}
