import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { ResponseValidationPlugin } from '@orpc/contract/plugins'
import type { Duplex } from '../../shared/channel/duplex.ts'
import { type Contract, contract } from '../../shared/contract/index.ts'
import { type ErrorReport, errorReport } from '../../shared/models/index.ts'

export type Client = ContractRouterClient<Contract>

/** A client of the contract. What arrives is checked against the contract before a page sees it. */
export const clientOver = (duplex: Duplex): Client =>
  createORPCClient<Client>(new RPCLink({ port: duplex, plugins: [new ResponseValidationPlugin(contract)] }))

/** What a refused call means to the person. Anything outside the catalogue is `unexpected`. */
export const reportOfCall = (error: unknown): ErrorReport => {
  const report = error instanceof ORPCError ? errorReport.safeParse(error.data) : undefined
  return report?.success ? report.data : { code: 'unexpected', params: {} }
}
