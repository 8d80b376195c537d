import type { Snapshot } from '../../shared/models/index.ts'

export const firstPlace: Pick<Snapshot, 'navigation'> = {
  navigation: { sequence: 0, place: { page: 'home' } },
}
