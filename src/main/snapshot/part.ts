import type { Keyring } from '../../native/index.ts'
import type { ConnectionKeeper } from '../connection/connection.ts'
import type { Ground } from '../house/ground.ts'
import { type SnapshotService, snapshotHandlers } from './handlers.ts'

type Needs = Pick<Ground, 'state'> & {
  readonly keyring: Pick<Keyring, 'refresh'>
  readonly connections: Pick<ConnectionKeeper, 'check'>
}

export const snapshotPart = ({ state, keyring, connections }: Needs) => {
  const snapshot: SnapshotService = {
    watch: state.watch,
    refresh: async () => {
      connections.check()
      await keyring.refresh()
    },
  }
  return { service: snapshot, handlers: snapshotHandlers(snapshot) }
}
