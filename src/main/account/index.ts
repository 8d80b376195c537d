export { type Account, type AccountOptions, createAccount, signedIn } from './account.ts'
