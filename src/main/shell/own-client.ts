import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { type Duplex, type DuplexEnd, duplexOver } from '../../shared/channel/duplex.ts'
import type { Contract } from '../../shared/contract/index.ts'

/**
 * The shell's own client of the contract. The shell speaks to the application as its windows do, over a channel in
 * memory.
 */
export const ownClient = (serve: (channel: Duplex) => void): ContractRouterClient<Contract> => {
  const here: DuplexEnd = duplexOver((message) => queueMicrotask(() => there.arrive(message)))
  const there: DuplexEnd = duplexOver((message) => queueMicrotask(() => here.arrive(message)))
  serve(there.duplex)
  return createORPCClient(new RPCLink({ port: here.duplex }))
}
