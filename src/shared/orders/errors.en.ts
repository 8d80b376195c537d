import type { Translation } from '../errors/entry.ts'
import { certificateKept } from '../errors/phrases.en.ts'
import type { ordersErrors as original } from './errors.zh-cn.ts'

export const ordersErrors = {
  'payment-needed': {
    title: 'Payment needed',
    happened: 'This must be paid first.',
    lost: certificateKept,
    next: 'Pay, then choose Continue.',
  },
  'payment-not-set-up': {
    title: 'Payment cannot be made here',
    happened: 'This authority has neither online payment nor a check of transfers.',
    lost: certificateKept,
    next: 'Call its hotline and pay to the account you are told; once its staff confirm it, this goes on by itself.',
  },
  'payment-unreachable': {
    title: 'The payment service does not answer',
    happened:
      'The payment service or the bank of the authority does not answer now, so it is not known what was paid.',
    lost: 'Money that was paid is not lost. It is counted when it arrives, and what is too much goes back.',
    next: 'Do not pay again. Ask again later.',
  },
} as const satisfies Translation<typeof original>
