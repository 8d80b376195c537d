import type { Snapshot } from '../snapshot/snapshot.ts'
import { connectionOf } from './connection-of.ts'

/**
 * Whether there is no network as far as anybody knows: no authority that was asked can be reached. One that was not
 * asked says nothing, so its pages are not barred.
 */
export const isOffline = ({ connections, issuer }: Pick<Snapshot, 'connections' | 'issuer'>): boolean => {
  const states = Object.values(connections).map(({ state }) => state)
  return connectionOf({ connections }, issuer.id).state === 'offline' && !states.includes('online')
}
