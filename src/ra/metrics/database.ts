import { Gauge, type Registry } from 'prom-client'
import { type Clock, SECOND } from '../clock.ts'
import type { WatchedStore } from '../meter.ts'

/** What was read is told again for this long, however often somebody asks. */
const FRESH = 5 * SECOND
/** Whoever asks hears soon that the database does not answer. */
const PATIENCE = 2 * SECOND

type Read = {
  readonly certificates: Readonly<Record<string, number>>
  readonly waiting: Readonly<Record<string, number>>
  readonly listMadeAt: number | null
  readonly unchained: number
}

/** All processes see the same database, so their figures are not added. */
const aggregator = 'max'

export function watchDatabase(store: WatchedStore, clock: Clock, registers: Registry[]): void {
  const read = freshly(() => readAll(store))
  const gauge = (name: string, help: string, set: (gauge: Gauge, read: Read | null) => void) =>
    new Gauge({
      ...{ name, help, registers, aggregator },
      async collect() {
        this.remove() // A reset would say 0.
        set(this, await read())
      },
    })
  const byState = (name: string, help: string, of: (read: Read) => Readonly<Record<string, number>>) =>
    new Gauge({
      ...{ name, help, registers, aggregator, labelNames: ['state'] },
      async collect() {
        this.reset()
        const found = await read()
        for (const [state, count] of Object.entries(found === null ? {} : of(found)))
          this.set({ state }, count)
      },
    })
  gauge('ra_database_up', '1 if the database answers', (one, found) => one.set(found === null ? 0 : 1))
  byState('ra_certificates', 'Certificates, by state', ({ certificates }) => certificates)
  byState('ra_waiting', 'What waits for money, for a refund or for a review', ({ waiting }) => waiting)
  gauge('ra_revocation_list_age_seconds', 'Age of the newest list of the issuing CA', (one, found) => {
    if (found !== null && found.listMadeAt !== null) one.set((clock() - found.listMadeAt) / SECOND)
  })
  gauge('ra_audit_unchained_lines', 'Lines of the audit log that are not chained yet', (one, found) => {
    if (found !== null) one.set(found.unchained)
  })
  watchConnections(store, registers)
}

function watchConnections(store: WatchedStore, registers: Registry[]): void {
  if (store.connections() === null) return
  new Gauge({
    ...{ name: 'ra_database_connections', help: 'Connections to the database, by what they do', registers },
    labelNames: ['state'],
    collect() {
      const { total, idle, waiting } = store.connections() ?? { total: 0, idle: 0, waiting: 0 }
      this.set({ state: 'used' }, total - idle)
      this.set({ state: 'idle' }, idle)
      this.set({ state: 'waited-for' }, waiting)
    },
  })
}

async function readAll(store: WatchedStore): Promise<Read> {
  const [certificates, waiting, listMadeAt, { lines }] = await Promise.all([
    store.countCertificates(),
    store.countWaiting(),
    store.listMadeAt(),
    store.unchained(),
  ])
  return { certificates, waiting, listMadeAt, unchained: lines }
}

/** null if it failed or takes too long. Those who ask meanwhile share one reading. */
function freshly(read: () => Promise<Read>): () => Promise<Read | null> {
  let last: Promise<Read | null> | null = null
  let at = Number.NEGATIVE_INFINITY
  return () => {
    if (last !== null && performance.now() - at < FRESH) return last
    at = performance.now()
    last = inTime(read().catch(() => null))
    return last
  }
}

function inTime(reading: Promise<Read | null>): Promise<Read | null> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(null), PATIENCE)
    void reading.then((found) => {
      clearTimeout(late)
      resolve(found)
    })
  })
}
