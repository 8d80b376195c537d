import type { Snapshot } from '../../shared/models/index.ts'

export const firstAnnouncements: Pick<Snapshot, 'feeds'> = { feeds: [] }
