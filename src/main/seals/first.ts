import type { Snapshot } from '../../shared/models/index.ts'

/** Before the first look for tokens, no seal is known. */
export const firstSeals: Pick<Snapshot, 'seals'> = { seals: [] }
