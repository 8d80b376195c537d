import type { orders as original } from './words.zh-cn.ts'

export const orders: typeof original = {
  pay: 'Pay',
  transfer: 'Bank transfer',
  number: 'Order number',
  total: 'Amount due',
  yuan: (yuan) => `¥ ${yuan}`,
  payee: 'Payee',
  account: 'Account',
  bank: 'Bank',
  transferNote: 'Give the order number as the note of the transfer, so that it can be found.',
  next: 'It goes on by itself once the payment arrives; you are told when the PIN is needed.',
  loginFirst: 'Log in to see how it can be paid.',
  login: 'Account login',
  askNow: 'Paid; check progress',
}
