import type { Snapshot } from '../../shared/models/index.ts'

export const firstUpgrade: Pick<Snapshot, 'upgrades' | 'upgradeDrafts' | 'upgradable'> = {
  upgrades: [],
  upgradeDrafts: [],
  upgradable: [],
}
