import type { ErrorEntries } from '../errors/entry.ts'
import { certificateKept } from '../errors/phrases.zh-cn.ts'

export const ordersErrors = {
  'payment-needed': {
    hotline: 'I15',
    title: '需要付款',
    happened: '这项业务需要先付款。',
    lost: certificateKept,
    next: '请付款后点「继续」。',
    refusals: {
      'payment-notice-wrong': { kind: 'UNPROCESSABLE_CONTENT' },
      'transfer-not-found': { kind: 'UNPROCESSABLE_CONTENT' },
    },
  },
} as const satisfies ErrorEntries
