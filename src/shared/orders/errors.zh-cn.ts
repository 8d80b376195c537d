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
  'payment-not-set-up': {
    hotline: 'I22',
    title: '不能在这里付款',
    happened: '这个发证机构没有开通在线付款和转账核验。',
    lost: certificateKept,
    next: '请拨打发证机构的热线电话，按告知的账户转账；工作人员确认到账后，业务会自动继续。',
    refusals: {
      'payment-not-set-up': { kind: 'UNPROCESSABLE_CONTENT' },
    },
  },
} as const satisfies ErrorEntries
