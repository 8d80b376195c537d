import type { Snapshot } from '../../shared/models/index.ts'

export const firstOrders: Pick<Snapshot, 'refunds'> = { refunds: [] }
