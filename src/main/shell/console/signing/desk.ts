import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '../../../../shared/contract/index.ts'
import type { Application } from '../../../application.ts'
import type { Terminal } from '../../../documents/verification-command.ts'

type Client = ContractRouterClient<Contract>

/** Where the command works: an assistant of its own, its contract, and the person at the terminal. */
export type Desk = { readonly application: Application; readonly client: Client; readonly terminal: Terminal }
