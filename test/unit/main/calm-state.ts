import { join } from 'node:path'
import { firstSnapshot } from '../../../src/main/first-snapshot.ts'
import { loadIssuers } from '../../../src/main/issuers/issuers.ts'
import { createStateStore, type StateStore } from '../../../src/main/state/state-store.ts'
import { defaultSettings } from '../../../src/shared/models/index.ts'

const issuerSet = loadIssuers(join(import.meta.dirname, '../../../issuers'), '')

/** The state of an assistant that has looked for nothing yet. */
export const calmState = (now: () => Date, log?: (line: string) => void): StateStore => {
  const shell = { kind: 'web', runtime: '' } as const
  const known = { home: '', version: '0', shell, settings: defaultSettings, policies: {}, issuerSet }
  return createStateStore(firstSnapshot(known), now, log)
}
