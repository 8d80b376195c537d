import type { Snapshot } from '../../shared/models/index.ts'

export const firstRenewal: Pick<Snapshot, 'renewalDrafts'> = { renewalDrafts: [] }
