import type { Snapshot } from '../../shared/models/index.ts'

export const firstUpdates: Pick<Snapshot, 'updates'> = {
  updates: {
    stage: { is: 'off' },
    ...{ offer: null, bringer: null, hasPage: false, lookedAt: null, problem: null, needed: {} },
  },
}
