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
  'payment-unreachable': {
    hotline: 'I27',
    title: '支付平台没有回应',
    happened: '发证机构的支付平台或银行现在没有回应，不知道款项是否已到。',
    lost: '已付的款项不会丢失；到账后会自动入账，多付的会退回。',
    next: '请不要重复付款，稍后再查询。',
    refusals: {
      'payment-unreachable': { kind: 'SERVICE_UNAVAILABLE' },
    },
  },
} as const satisfies ErrorEntries
