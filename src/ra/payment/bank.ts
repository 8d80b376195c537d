import { createHash } from 'node:crypto'
import type { RaStatementLine } from '../../shared/ra-contract/operator.ts'
import type { RaTransfer } from '../../shared/ra-contract/order.ts'
import { type Clock, DAY } from '../clock.ts'
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

const payee: Payee = {
  name: '证书助手演示认证机构',
  account: '0000 0000 0000 0000 000',
  bank: '演示银行（不收款）',
}

/**
 * The demonstration's bank: nobody transfers anything to it, so it writes a line for every transfer that a person tells
 * of, if its day is between the order's day and today.
 */
export function simulatedBank(clock: Clock): Bank {
  return {
    payee,
    newLines: async (order, told) => told.filter((one) => isInTime(one, order, clock())).map(lineOf),
  }
}

function isInTime({ paidOn }: RaTransfer, { createdAt }: Order, now: number): boolean {
  const at = Date.parse(`${paidOn}T00:00:00Z`)
  return at >= createdAt - 2 * DAY && at <= now + DAY
}

function lineOf(transfer: RaTransfer): RaStatementLine {
  const { payerName, amountFen, paidOn, note = '' } = transfer
  const payerAccount = transfer.payerAccount.replaceAll(' ', '')
  const line = { payerAccount, payerName, amountFen, paidOn }
  const digest = createHash('sha256').update(JSON.stringify(line)).digest('hex')
  return { ...line, note, reference: `T${digest.slice(0, 24)}` }
}
