import { secretHash } from '../random.ts'
import type { DeviceKey } from '../records.ts'

/** A client that names itself binds its session to itself. */
export function clientHashOf(clientId: string | undefined): string | null {
  return clientId === undefined ? null : secretHash(clientId)
}

/**
 * The device behind a client, as one of this owner's; null when the client does not name itself. Two owners on one
 * device have nothing in common in the database. Nobody's device is looked for like anybody's, so that the time does
 * not tell which names exist.
 */
export function deviceOf(ownerId: string | null, clientHash: string | null): DeviceKey | null {
  if (clientHash === null) return null
  return { ownerId: ownerId ?? 'nobody', hash: secretHash(`device ${ownerId} ${clientHash}`) }
}
