import type { Snapshot } from '../../shared/models/index.ts'

export const firstTransactions: Pick<Snapshot, 'transactions'> = { transactions: [] }
