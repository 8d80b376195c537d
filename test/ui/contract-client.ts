import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket } from 'ws'
import { duplexOver } from '../../src/shared/channel/duplex.ts'
import {
  introduce,
  type WebSession,
  webChannelPath,
  webEntrancePath,
} from '../../src/shared/channel/web-entrance.ts'
import type { Contract } from '../../src/shared/contract/index.ts'
import type { Snapshot } from '../../src/shared/models/index.ts'
import { snapshotsOf } from '../../src/shared/snapshot/update.ts'

export type ContractClient = ContractRouterClient<Contract>

/** Exchanges the one-time token of the address for a session, as the page does. */
export const enter = async (
  url: string,
): Promise<{ readonly origin: string; readonly session: WebSession }> => {
  const { origin, searchParams } = new URL(url)
  const answer = await fetch(origin + webEntrancePath, {
    method: 'POST',
    headers: { origin },
    body: searchParams.get('token') ?? '',
  })
  if (answer.status !== 200) throw new Error(`the entrance answered ${answer.status}`)
  return { origin, session: (await answer.json()) as WebSession }
}

/** A WebSocket over which the assistant has proved that it is the one that was entered. */
export const dial = async (origin: string, session: WebSession): Promise<WebSocket> => {
  const { protocols, expected } = await introduce(session)
  const socket = new WebSocket(origin.replace('http', 'ws') + webChannelPath, [...protocols], { origin })
  const first = await new Promise((resolve, reject) => {
    socket.once('message', (data) => resolve(String(data)))
    socket.once('error', reject)
  })
  if (first !== expected) throw new Error('the other side did not prove that it is the assistant')
  return socket
}

/** A window without a page: the contract over the web shell's real channel. */
export const clientOf = async (url: string) => {
  const { origin, session } = await enter(url)
  return clientIn(origin, session)
}

/** The same in a session that exists already, such as that of a page. */
export const clientIn = async (origin: string, session: WebSession) => {
  const socket = await dial(origin, session)
  const end = duplexOver((message) => socket.send(String(message)))
  socket.on('message', (data) => end.arrive(String(data)))
  socket.on('close', () => end.leave())
  const client: ContractClient = createORPCClient(new RPCLink({ port: end.duplex }))
  return { client, close: () => socket.close() }
}

/** The first snapshot that satisfies the condition. After that the stream is left. */
export const snapshotWhere = async (
  client: ContractClient,
  isSo: (snapshot: Snapshot) => boolean,
  milliseconds = 20_000,
): Promise<Snapshot> => {
  const stopper = AbortSignal.timeout(milliseconds)
  for await (const snapshot of snapshotsOf(await client.state.watch(undefined, { signal: stopper })))
    if (isSo(snapshot)) return snapshot
  throw new Error('the stream of snapshots ended')
}
