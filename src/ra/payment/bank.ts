import type { RaStatementLine } from '../../shared/ra-contract/operator.ts'
import type { RaTransfer } from '../../shared/ra-contract/order.ts'
import type { Order } from '../records.ts'

/** The account to which transfers go. */
export type Payee = { readonly name: string; readonly account: string; readonly bank: string }

/** The authority's own account. */
export type Bank = {
  readonly payee: Payee
  /**
   * New lines of the statement, if the bank gives them out by itself. What a person says about transfers never counts
   * as paid; only a line of the statement does.
   */
  readonly newLines: (order: Order, told: readonly RaTransfer[]) => Promise<readonly RaStatementLine[]>
}
