import type { Snapshot } from '../../shared/models/index.ts'

export const firstNotices: Pick<Snapshot, 'notices'> = { notices: [] }
