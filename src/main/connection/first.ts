import type { Snapshot } from '../../shared/models/index.ts'

export const firstConnection: Pick<Snapshot, 'connection'> = {
  connection: { state: 'unknown', reason: null, checkedAt: null, clockSkewSeconds: null },
}
