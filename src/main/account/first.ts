import type { Snapshot } from '../../shared/models/index.ts'

export const firstAccounts: Pick<Snapshot, 'accounts'> = { accounts: [] }
