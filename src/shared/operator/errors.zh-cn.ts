import type { ErrorEntries } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.zh-cn.ts'

export const operatorErrors = {
  'operator-login-wrong': {
    hotline: 'R01',
    title: '登录没有成功',
    happened: '操作员名称或口令不正确，还可以再试 {triesLeft} 次。',
    lost: nothingLost,
    next: '请核对后重新输入。',
    refusals: {
      'operator-login-wrong': { kind: 'UNPROCESSABLE_CONTENT', params: { triesLeft: 'number' } },
    },
  },
  'operator-captcha-wanted': {
    hotline: 'R07',
    title: '请输入验证码',
    happened: '这个操作员的口令已输错多次，登录前请先输入验证码。',
    lost: nothingLost,
    next: '请按图片输入验证码，然后再次登录。',
    refusals: {
      'captcha-wanted': { kind: 'UNPROCESSABLE_CONTENT' },
    },
  },
  'review-not-waiting': {
    hotline: 'R02',
    title: '不在等待审核',
    happened: '这项申请已经不在等待审核。',
    lost: nothingLost,
    next: '请刷新。',
    refusals: {
      'review-not-waiting': { kind: 'CONFLICT', params: { state: 'text' } },
    },
  },
  'recovery-same-operator': {
    hotline: 'R03',
    title: '须由另一名操作员同意',
    happened: '申请人本人或已同意过的操作员不能再次同意。',
    lost: '已有的同意仍然有效。',
    next: '请换另一名操作员。',
    refusals: {
      'recovery-same-operator': { kind: 'CONFLICT' },
    },
  },
  'recovery-not-approved': {
    hotline: 'R04',
    title: '还没有获得同意',
    happened: '需要 {needed} 名操作员同意，现在有 {approvals} 名。',
    lost: '恢复申请仍在等待。',
    next: '请等其他操作员同意后再试。',
    refusals: {
      'recovery-not-approved': { kind: 'CONFLICT', params: { approvals: 'number', needed: 'number' } },
    },
  },
  'recovery-closed': {
    hotline: 'R05',
    title: '恢复申请已经结束',
    happened: '这项恢复申请已经结束。',
    lost: nothingLost,
    next: '仍需恢复的，请重新申请。',
    refusals: {
      'recovery-closed': { kind: 'CONFLICT' },
    },
  },
  'recovery-no-active-certificate': {
    hotline: 'R06',
    title: '没有有效的签名证书',
    happened: '证书持有人目前没有有效的签名证书，无法为其加密密钥。',
    lost: '恢复申请仍然保留。',
    next: '请先为其签发证书。',
    refusals: {
      'recovery-no-active-certificate': { kind: 'CONFLICT' },
    },
  },
  'refund-not-due': {
    hotline: 'R11',
    title: '没有待退的款项',
    happened: '这笔订单现在没有待退的款项，可能已由另一名操作员退款。',
    lost: '没有重复退款。',
    next: '请刷新。',
    refusals: {
      'refund-not-due': { kind: 'CONFLICT', params: { state: 'text' } },
    },
  },
  'refund-reference-used': {
    hotline: 'R12',
    title: '这个流水号已经用过',
    happened: '这个流水号已经记在另一笔收款或退款上。',
    lost: '没有重复入账。',
    next: '请核对流水号。',
    refusals: {
      'refund-reference-used': { kind: 'CONFLICT' },
    },
  },
  'refund-by-transfer': {
    hotline: 'R13',
    title: '需要转账退款',
    happened: '这笔款项是银行转账付来的，不能通过支付平台退回。',
    lost: '款项仍是待退状态。',
    next: '请先转账退款，再填写这笔转账的流水号。',
    refusals: {
      'refund-reference-missing': { kind: 'UNPROCESSABLE_CONTENT' },
    },
  },
} as const satisfies ErrorEntries
