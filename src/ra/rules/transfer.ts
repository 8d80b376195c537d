import type { RaTransfer, RaTransferResult } from '../../shared/ra-contract/order.ts'
import type { Account, Order, Payment, Request, StatementLine } from '../records.ts'
import { audit, type Change } from './change.ts'
import { type Decision, decided, refused, unchanged } from './decision.ts'
import { hasEnded } from './money.ts'
import { count } from './payment.ts'

/** What the person who paid by bank says (核验转账信息). */
export type TransferReport = {
  readonly orderId: string
  readonly transfers: readonly RaTransfer[]
  readonly at: number
  readonly sender: string
}

export type TransferFacts = {
  readonly order: Order | null
  readonly request: Request | null
  readonly account: Account | null
  /** Lines of the statement with one of these payers' accounts. */
  readonly lines: readonly StatementLine[]
}

export type TransferAnswer = { readonly order: Order; readonly results: readonly RaTransferResult[] }

const digits = (account: string): string => account.replaceAll(' ', '')

function fits(line: StatementLine, transfer: RaTransfer): boolean {
  return (
    digits(line.payerAccount) === digits(transfer.payerAccount) &&
    line.payerName === transfer.payerName &&
    line.amountFen === transfer.amountFen &&
    line.paidOn === transfer.paidOn
  )
}

type Match = { readonly result: RaTransferResult; readonly line: StatementLine | null }

/** Each transfer gets a line of its own: one that has paid this order before, then one that is unused. */
function matched(transfers: readonly RaTransfer[], { order, lines }: TransferFacts): readonly Match[] {
  const left = new Set(lines)
  return transfers.map((transfer) => {
    const fitting = [...left].filter((line) => fits(line, transfer))
    const own = fitting.find((line) => line.orderId === order?.id)
    const line = own ?? fitting.find((one) => one.orderId === null) ?? null
    if (line !== null) left.delete(line)
    if (line !== null) return { result: 'found', line }
    return { result: fitting.length > 0 ? 'used' : 'not-found', line: null }
  })
}

/** Looks transfers up on the statement and counts those that are there; the order is paid once their sum suffices. */
export function reportTransfers(facts: TransferFacts, report: TransferReport): Decision<TransferAnswer> {
  const { order, request, account } = facts
  if (order === null || request === null) return refused('order-unknown')
  if (hasEnded(order)) return refused('order-closed', { state: order.state })
  const matches = matched(report.transfers, facts)
  const results = matches.map(({ result }) => result)
  const fresh = matches.flatMap(({ line }) => (line !== null && line.orderId === null ? [line] : []))
  const missing = order.state === 'unpaid' && results.includes('not-found')
  if (fresh.length === 0) return answered(order, results, missing)
  const payments = fresh.map((line) => paymentOf(line, order.id, report.at))
  const counted = count({ order, request, account, sender: report.sender }, payments)
  const after =
    missing && counted.order.state === 'unpaid' ? { ...counted.order, reported: true } : counted.order
  const reported: readonly Change[] = after === counted.order ? [] : [{ kind: 'change-order', order: after }]
  const line = audit(report.at, `account ${order.accountId}`, 'transfers found', order.id)
  return decided([...counted.changes, ...reported, line], { order: after, results })
}

function answered(
  order: Order,
  results: readonly RaTransferResult[],
  missing: boolean,
): Decision<TransferAnswer> {
  if (!missing || order.reported) return unchanged({ order, results })
  const reported = { ...order, reported: true }
  return decided([{ kind: 'change-order', order: reported }], { order: reported, results })
}

function paymentOf({ reference, amountFen }: StatementLine, orderId: string, at: number): Payment {
  return { reference, orderId, direction: 'in', method: 'transfer', amountFen, at }
}

/** Adds the lines that are new. A number that is there already keeps its line, whatever comes under it again. */
export function importStatement(
  { known }: { readonly known: readonly string[] },
  { lines, by, at }: StatementImport,
): Decision<{ readonly added: number; readonly known: number }> {
  const seen = new Set(known)
  const added = lines.filter(({ reference }) => {
    const isNew = !seen.has(reference)
    seen.add(reference)
    return isNew
  })
  const answer = { added: added.length, known: lines.length - added.length }
  if (added.length === 0) return unchanged(answer)
  return decided(
    [
      ...added.map((line) => ({ kind: 'add-statement-line' as const, line: { ...line, orderId: null }, at })),
      audit(at, by, 'statement imported', `${added.length} lines`),
    ],
    answer,
  )
}

export type StatementImport = {
  readonly lines: readonly Omit<StatementLine, 'orderId'>[]
  readonly by: string
  readonly at: number
}
