import type { Snapshot } from '../../shared/models/index.ts'

export const firstWebSigning: Pick<Snapshot, 'webSigning'> = {
  webSigning: { on: false, carriers: [], sites: [] },
}
