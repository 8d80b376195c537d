import { join } from 'node:path'
import { startCluster } from '../house/postgres.ts'
import { type Ledger, postgresLedger, sqliteLedger } from './ra-ledger.ts'

/** Where an authority keeps its data, and how that is disturbed under it. */
export type Place = {
  readonly ledger: Ledger
  /** The address of its database; null for the file in the data folder. */
  readonly url: string | null
  /** Ends every connection to it. */
  cut(): Promise<void>
  /** Drops everything that it does, and starts again. */
  restart(): Promise<void>
  end(): Promise<void>
}

const nothing = async (): Promise<void> => {}

/** A file has no connections. */
export const filePlace = (dataDir: string): Place => ({
  ledger: sqliteLedger(join(dataDir, 'ra.db')),
  url: null,
  ...{ cut: nothing, restart: nothing, end: nothing },
})

export const postgresPlace = async (): Promise<Place> => {
  const cluster = await startCluster()
  const url = await cluster.create('authority')
  return {
    ledger: postgresLedger(url),
    url,
    cut: async () => {
      await cluster.ask(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'authority'`)
    },
    restart: async () => {
      await cluster.stop('killed')
      await cluster.start()
    },
    end: cluster.end,
  }
}
