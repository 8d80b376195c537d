import type { Snapshot } from '../../shared/models/index.ts'

export const firstReminders: Pick<Snapshot, 'reminders'> = { reminders: [] }
