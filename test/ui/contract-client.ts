import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket } from 'ws'
import { duplexOver } from '../../src/shared/channel/duplex.ts'
import type { Contract } from '../../src/shared/contract/index.ts'
import type { Snapshot } from '../../src/shared/models/index.ts'

export type ContractClient = ContractRouterClient<Contract>

/** Exchanges the one-time address for the cookie, as a browser does. */
export const enter = async (url: string): Promise<{ readonly origin: string; readonly cookie: string }> => {
  const answer = await fetch(url, { redirect: 'manual' })
  if (answer.status !== 303) throw new Error(`the one-time address answered ${answer.status}`)
  const cookie = answer.headers.get('set-cookie') ?? ''
  return { origin: new URL(url).origin, cookie: cookie.slice(0, cookie.indexOf(';')) }
}

/** A window without pixels: the contract over the web shell's real channel. */
export const clientOf = async (url: string) => {
  const { origin, cookie } = await enter(url)
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/channel`, { headers: { cookie, origin } })
  const end = duplexOver((message) => socket.send(String(message)))
  socket.on('message', (data) => end.arrive(String(data)))
  socket.on('close', () => end.leave())
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const client: ContractClient = createORPCClient(new RPCLink({ port: end.duplex }))
  return { client, close: () => socket.close() }
}

/** The first snapshot of which something is true; the stream is left then. */
export const snapshotWhere = async (
  client: ContractClient,
  isSo: (snapshot: Snapshot) => boolean,
  milliseconds = 20_000,
): Promise<Snapshot> => {
  const stopper = AbortSignal.timeout(milliseconds)
  for await (const snapshot of await client.state.watch(undefined, { signal: stopper }))
    if (isSo(snapshot)) return snapshot
  throw new Error('the stream of snapshots ended')
}
