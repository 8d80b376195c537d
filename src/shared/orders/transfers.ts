import type { Transfer, TypedTransfer } from './model.ts'

export type TransferFault =
  | 'missing'
  | 'account'
  | 'amount'
  | 'no-such-day'
  | 'day-ahead'
  | 'day-long-ago'
  | 'hidden'
export type TransferFaults = { readonly [Name in keyof TypedTransfer]?: TransferFault }

export const noTransfer = (paidOn: string): TypedTransfer => ({
  payerAccount: '',
  payerName: '',
  amount: '',
  paidOn,
  note: '',
})

const half = (text: string): string => text.normalize('NFKC').trim()

/** Yuan with two decimals at most, as fen; null for anything else. */
export const fenOf = (amount: string): number | null => {
  const match = /^¥?\s*(\d{1,7})(?:\.(\d{1,2}))?\s*元?$/.exec(half(amount).replace(/,(?=\d{3}(?:\D|$))/g, ''))
  if (!match) return null
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

const day = 86_400_000

/** 2026-11-20, also from 2026/11/20, 20261120 and 2026年11月20日; null if there is no such day. */
export const dayIn = (text: string): string | null => {
  const match = /^(\d{4})(?:[-/.年]?)(\d{1,2})(?:[-/.月]?)(\d{1,2})日?$/.exec(half(text))
  if (!match) return null
  const [year = 0, month = 0, date = 0] = match.slice(1).map(Number)
  const at = new Date(Date.UTC(year, month - 1, date))
  if (at.getUTCMonth() + 1 !== month || at.getUTCDate() !== date) return null
  return at.toISOString().slice(0, 10)
}

const dayFault = (text: string, today: Date): TransferFault | null => {
  if (half(text) === '') return 'missing'
  const found = dayIn(text)
  if (found === null) return 'no-such-day'
  const local = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate())
  const ahead = Date.parse(found) - local
  if (ahead > 0) return 'day-ahead'
  return ahead < -366 * day ? 'day-long-ago' : null
}

const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

const accountOf = (text: string): string => half(text).replace(/[\s-]+/g, ' ')

export const transferFaults = (typed: TypedTransfer, today: Date): TransferFaults => {
  const account = accountOf(typed.payerAccount)
  const fen = fenOf(typed.amount)
  const all: Readonly<Record<keyof TypedTransfer, TransferFault | null>> = {
    payerAccount: account === '' ? 'missing' : /^[0-9 ]{6,40}$/.test(account) ? null : 'account',
    payerName:
      typed.payerName.trim() === '' ? 'missing' : hidden.test(typed.payerName.trim()) ? 'hidden' : null,
    amount:
      half(typed.amount) === ''
        ? 'missing'
        : fen === null || fen === 0 || fen > 100_000_000
          ? 'amount'
          : null,
    paidOn: dayFault(typed.paidOn, today),
    note: hidden.test(typed.note.trim()) ? 'hidden' : null,
  }
  return Object.fromEntries(Object.entries(all).filter(([, fault]) => fault !== null))
}

/** A transfer without faults, as it is reported. */
export const transferOf = (typed: TypedTransfer): Transfer => ({
  payerAccount: accountOf(typed.payerAccount),
  payerName: typed.payerName.trim().slice(0, 200),
  amountFen: fenOf(typed.amount) ?? 0,
  paidOn: dayIn(typed.paidOn) ?? '',
  note: typed.note.trim().slice(0, 200),
})
