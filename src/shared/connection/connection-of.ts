import type { Connection } from './model.ts'

type Connections = { readonly connections: Readonly<Record<string, Connection>> }

/** Nobody was asked yet. */
export const unknownConnection: Connection = {
  state: 'unknown',
  reason: null,
  checkedAt: null,
  clockSkewSeconds: null,
}

/** How far the authority of an issuer can be reached; one that is offline says nothing of the others. */
export const connectionOf = ({ connections }: Connections, issuerId: string | null): Connection =>
  (issuerId === null ? undefined : connections[issuerId]) ?? unknownConnection
