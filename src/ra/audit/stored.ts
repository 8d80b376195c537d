import type { ChainedLine } from '../records.ts'
import type { Store } from '../store/store.ts'

const AT_ONCE = 1000

/** All chained lines of a database, in their order. */
export async function* storedLines(store: Pick<Store, 'chainedLines'>): AsyncGenerator<ChainedLine> {
  for (let after = 0; ; ) {
    const lines = await store.chainedLines(after, AT_ONCE)
    yield* lines
    const last = lines.at(-1)
    if (last === undefined || lines.length < AT_ONCE) return
    after = last.place
  }
}
