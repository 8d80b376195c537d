import { afterAll, beforeAll } from 'vitest'
import { openPostgresStore } from '../../../src/ra/store/postgres/postgres-store.ts'
import { type Cluster, startCluster } from '../../house/postgres.ts'
import { storeSuite } from './store-suite.ts'

let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster()
})
afterAll(() => cluster.end())

storeSuite('PostgreSQL', async () => {
  const url = await cluster.create('suite')
  const store = await openPostgresStore({ url, patience: 60_000 })
  const other = await openPostgresStore({ url, patience: 60_000 })
  return {
    store,
    other,
    end: async () => {
      await store.close()
      await other.close()
    },
  }
})
