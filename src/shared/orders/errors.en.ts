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
} as const satisfies Translation<typeof original>
