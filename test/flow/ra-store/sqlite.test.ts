import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore } from '../../../src/ra/store/sqlite/sqlite-store.ts'
import { storeSuite } from './store-suite.ts'

storeSuite('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ra-store-'))
  const store = openSqliteStore(join(folder, 'ra.db'))
  const other = openSqliteStore(join(folder, 'ra.db'))
  return {
    store,
    other,
    end: async () => {
      await store.close()
      await other.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
})
