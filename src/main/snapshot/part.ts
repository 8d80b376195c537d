import type { Keyring } from '../../native/index.ts'
import type { ConnectionKeeper } from '../connection/connection.ts'
import type { Ground } from '../house/ground.ts'
import type { Notices } from '../notices/part.ts'
import { type SnapshotService, snapshotHandlers } from './handlers.ts'

type Needs = Pick<Ground, 'state'> & {
  readonly keyring: Pick<Keyring, 'refresh'>
  readonly connections: Pick<ConnectionKeeper, 'check'>
  readonly notices: Notices
}

export const snapshotPart = ({ state, keyring, connections, notices }: Needs) => {
  const snapshot: SnapshotService = {
    watch: state.watch,
    refresh: async () => {
      connections.check()
      await keyring.refresh()
    },
    dismissNotice: notices.dismiss,
  }
  return { service: snapshot, handlers: snapshotHandlers(snapshot) }
}
