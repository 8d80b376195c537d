import type { Snapshot } from '../../shared/models/index.ts'
import { updatesOf } from '../../shared/snapshot/update.ts'
import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'

export type SnapshotService = {
  watch(signal: AbortSignal | undefined): AsyncGenerator<Snapshot>
  /** Looks again at what is on this machine and at the authority. */
  refresh(): Promise<void>
}

export const snapshotHandlers = (snapshot: SnapshotService): Slice<'state'> => ({
  state: {
    watch: api.state.watch.handler(({ signal }) => updatesOf(snapshot.watch(signal))),
    refresh: api.state.refresh.handler(() => snapshot.refresh()),
  },
})
