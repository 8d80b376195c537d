import type { Snapshot } from '../../shared/models/index.ts'

export const firstConnections: Pick<Snapshot, 'connections'> = { connections: {} }
