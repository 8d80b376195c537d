import { afterAll, beforeAll } from 'vitest'
import { openPostgresStore } from '../../../src/ra/store/postgres/postgres-store.ts'
import { type Pooler, startPooler } from '../../house/pooler.ts'
import { type Cluster, startCluster } from '../../house/postgres.ts'
import { storeSuite } from './store-suite.ts'
import { processCases } from './suite/processes.ts'
import { raceCases } from './suite/races.ts'

let cluster: Cluster
let pooler: Pooler
beforeAll(async () => {
  cluster = await startCluster()
  pooler = await startPooler(cluster)
})
afterAll(async () => {
  await pooler.end()
  await cluster.end()
})

// Everything runs with STORE_SUITE=whole; without it what depends on locks and connections.
const cases = process.env.STORE_SUITE === 'whole' ? undefined : [processCases, raceCases]

storeSuite(
  'PostgreSQL behind a pooler of transactions',
  async () => {
    await cluster.create('suite')
    const url = pooler.url('suite')
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
  },
  cases,
)
