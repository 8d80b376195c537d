import type { Snapshot } from '../../shared/models/index.ts'

export const firstNotifications: Pick<Snapshot, 'notifications'> = { notifications: [] }
