export { type Account, signedIn } from './account.ts'
export { type Accounts, type AccountsOptions, createAccounts } from './accounts.ts'
export { actingClient } from './acting-client.ts'
