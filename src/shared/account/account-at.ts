import type { AccountAtIssuer, AccountState } from './model.ts'

type Accounts = { readonly accounts: readonly AccountAtIssuer[] }

/** The person who acts at the authority of an issuer. */
export const accountAt = ({ accounts }: Accounts, issuerId: string | null): AccountState =>
  accounts.find((one) => one.issuerId === issuerId)?.account ?? { state: 'signed-out' }
