import { eventIterator } from '@orpc/contract'
import { base, nothing } from '../contract/base.ts'
import { snapshotUpdate } from './update.ts'

export const stateContract = {
  /** Sends the present snapshot at once, then what has changed since. `snapshotsOf` makes snapshots of it again. */
  watch: base.output(eventIterator(snapshotUpdate)),
  refresh: base.output(nothing),
}
