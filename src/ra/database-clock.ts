import { type Clock, SECOND } from './clock.ts'
import type { Store } from './store/store.ts'

/** A difference up to this is left alone: NTP keeps machines closer, and the way to the database takes time. */
const LEFT_ALONE = 2 * SECOND

export type DatabaseClock = { readonly clock: Clock; readonly compare: () => Promise<void> }

/**
 * The machine's own clock, put right by the database's. What one process writes (the end of a session, of a code, of a
 * pause) another one reads, so they must agree on the time even if their machines do not.
 */
export async function databaseClock(
  store: Pick<Store, 'time'>,
  own: Clock,
  log: (line: string) => void,
): Promise<DatabaseClock> {
  let correction = 0
  const compare = async () => {
    const before = own()
    const there = await store.time()
    const after = own()
    const difference = Math.round(there - (before + after) / 2)
    // The answer may be as old as the whole way.
    const isClose = Math.abs(difference) <= LEFT_ALONE + Math.abs(after - before)
    const next = isClose ? 0 : difference
    if (Math.abs(next - correction) > LEFT_ALONE)
      log(
        `the clock of this machine and the database's differ by ${difference / SECOND} s; the database's counts`,
      )
    correction = next
  }
  await compare()
  return { clock: () => own() + correction, compare }
}
