import type { Snapshot } from '../../shared/models/index.ts'

export const firstIdentity: Pick<Snapshot, 'dossiers'> = { dossiers: [] }
