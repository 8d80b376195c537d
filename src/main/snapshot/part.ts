import type { Keyring } from '../../native/index.ts'
import type { ConnectionKeeper } from '../connection/connection.ts'
import type { Ground } from '../house/ground.ts'
import { type SnapshotService, snapshotHandlers } from './handlers.ts'

type Needs = Pick<Ground, 'state'> & {
  readonly keyring: Pick<Keyring, 'refresh'>
  readonly connections: Pick<ConnectionKeeper, 'check'>
  readonly announcements: { refresh(): Promise<void> }
}

export const snapshotPart = ({ state, keyring, connections, announcements }: Needs) => {
  const snapshot: SnapshotService = {
    watch: state.watch,
    refresh: async () => {
      connections.check()
      void announcements.refresh() // their own failure is shown with them
      await keyring.refresh()
    },
  }
  return { service: snapshot, handlers: snapshotHandlers(snapshot) }
}
