import type { Snapshot } from '../../shared/models/index.ts'

export const firstApplicationsSlice: Pick<Snapshot, 'applications' | 'removedApplication' | 'installation'> =
  {
    applications: [],
    removedApplication: null,
    installation: null,
  }
