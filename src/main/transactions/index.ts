export type { Business, Businesses } from './business.ts'
export type { TransactionKeyring } from './keyring.ts'
export type { BusinessDetails } from './records.ts'
export {
  createTransactions,
  type Transactions,
  type TransactionsOptions,
  type TransactionWish,
} from './transactions.ts'
