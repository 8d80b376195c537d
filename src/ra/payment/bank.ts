import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Order } from '../records.ts'

export type Transfer = {
  readonly payerAccount: string
  readonly payerName: string
  readonly amountFen: number
  readonly paidOn: string
}

/** The account to which transfers go. */
export type Payee = { readonly name: string; readonly account: string; readonly bank: string }

/** Looks a transfer up on the authority's own account statement. */
export type Bank = {
  readonly payee: Payee
  /** The statement's number of the transfer that pays this order, or null. */
  readonly find: (order: Order, transfer: Transfer) => string | null
}

const payee: Payee = {
  name: '证书助手演示认证机构',
  account: '0000 0000 0000 0000 000',
  bank: '演示银行（不收款）',
}

/**
 * The demonstration's bank: it finds a transfer of the exact sum, made between the order's day and today, and no
 * other. One transfer pays only one order; the store ensures that by its number.
 */
export function simulatedBank(clock: Clock): Bank {
  return {
    payee,
    find: (order, transfer) => {
      const paidOn = Date.parse(`${transfer.paidOn}T00:00:00Z`)
      const day = 24 * 60 * 60 * 1000
      const inTime = paidOn >= order.createdAt - 2 * day && paidOn <= clock() + day
      if (transfer.amountFen !== order.totalFen || !inTime) return null
      const line = [
        transfer.payerAccount.replaceAll(' ', ''),
        transfer.payerName,
        transfer.amountFen,
        transfer.paidOn,
      ]
      return `T${createHash('sha256').update(JSON.stringify(line)).digest('hex').slice(0, 24)}`
    },
  }
}
