import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPostgresStore } from '../../src/ra/store/postgres/postgres-store.ts'
import { openSqliteStore } from '../../src/ra/store/sqlite/sqlite-store.ts'
import type { Store } from '../../src/ra/store/store.ts'
import { rules } from '../flow/ra-store/identity-races.ts'
import type { Place } from '../flow/ra-store/place.ts'
import { startCluster } from '../house/postgres.ts'
import { randomFrom } from '../random.ts'
import type { FaultOptions, FaultReport } from './run.ts'

// npm run fault -- identity [--store sqlite|postgres] [--runs N]: so many random interleavings of each rule, from two
// processes' stores.

export const fault = async ({ runs, seed, store }: FaultOptions): Promise<FaultReport> => {
  const place = await (store === 'postgres' ? postgresPlace() : sqlitePlace())
  const broken: string[] = []
  for (const [name, rule] of Object.entries(rules))
    for (let run = 0; run < runs; run++) {
      const found = await rule(place, randomFrom(seed * 100_003 + run))
      broken.push(...found.map((promise) => `${name}, run ${run}: ${promise}`))
    }
  await place.end()
  const count = Object.keys(rules).length
  return { broken, summary: `${count} rules, ${runs} interleavings each, ${broken.length} broken promises` }
}

const sqlitePlace = async (): Promise<Place> => {
  const folder = mkdtempSync(join(tmpdir(), 'identity-races-'))
  const open = () => openSqliteStore(join(folder, 'ra.db'))
  return placeOf(open(), open(), () => rmSync(folder, { recursive: true, force: true }))
}

const postgresPlace = async (): Promise<Place> => {
  const cluster = await startCluster()
  const url = await cluster.create('races')
  const open = () => openPostgresStore({ url, patience: 60_000 })
  return placeOf(await open(), await open(), cluster.end)
}

const placeOf = (store: Store, other: Store, clear: () => void | Promise<void>): Place => ({
  store,
  other,
  end: async () => {
    await Promise.all([store.close(), other.close()])
    await clear()
  },
})
