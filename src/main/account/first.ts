import type { Snapshot } from '../../shared/models/index.ts'

export const firstAccount: Pick<Snapshot, 'account'> = { account: { state: 'signed-out' } }
