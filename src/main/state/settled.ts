import { setTimeout as pause } from 'node:timers/promises'
import type { StateStore } from './state-store.ts'

/** Waits until every library has been looked through, but no longer than that. */
export const settledWithin = async (
  state: Pick<StateStore, 'current'>,
  milliseconds: number,
): Promise<void> => {
  const end = performance.now() + milliseconds
  while (!state.current().settled && performance.now() < end) await pause(50)
}
