import { eventIterator } from '@orpc/contract'
import { base, nothing } from '../contract/base.ts'
import { snapshot } from './snapshot.ts'

export const stateContract = {
  /** Sends the present snapshot at once, then every later one. */
  watch: base.output(eventIterator(snapshot)),
  refresh: base.output(nothing),
}
