import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore } from '../../src/ra/store/sqlite/sqlite-store.ts'
import { rules } from '../flow/ra-store/identity-races.ts'
import { randomFrom } from '../random.ts'
import type { FaultOptions, FaultReport } from './run.ts'

// npm run fault -- identity [--runs N]: so many random interleavings of each rule, from two processes' stores.

export const fault = async ({ runs, seed }: FaultOptions): Promise<FaultReport> => {
  const folder = mkdtempSync(join(tmpdir(), 'identity-races-'))
  const open = () => openSqliteStore(join(folder, 'ra.db'))
  const place = { store: open(), other: open(), end: async () => {} }
  const broken: string[] = []
  for (const [name, rule] of Object.entries(rules))
    for (let run = 0; run < runs; run++) {
      const found = await rule(place, randomFrom(seed * 100_003 + run))
      broken.push(...found.map((promise) => `${name}, run ${run}: ${promise}`))
    }
  await Promise.all([place.store.close(), place.other.close()])
  rmSync(folder, { recursive: true, force: true })
  const count = Object.keys(rules).length
  return { broken, summary: `${count} rules, ${runs} interleavings each, ${broken.length} broken promises` }
}
