import type { Connection } from './model.ts'

type Connections = { readonly connections: Readonly<Record<string, Connection>> }

/** The state before anybody was asked. */
export const unknownConnection: Connection = {
  state: 'unknown',
  reason: null,
  checkedAt: null,
  clockSkewSeconds: null,
}

/** The connection to the authority of an issuer. If one authority is offline, that says nothing about the others. */
export const connectionOf = ({ connections }: Connections, issuerId: string | null): Connection =>
  (issuerId === null ? undefined : connections[issuerId]) ?? unknownConnection
