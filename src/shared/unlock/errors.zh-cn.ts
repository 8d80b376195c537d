import type { ErrorEntries } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.zh-cn.ts'

export const unlockErrors = {
  'unlock-code-wrong': {
    hotline: 'P15',
    title: '验证码不正确',
    happened: '验证码不正确，还可以再试 {triesLeft} 次。',
    lost: 'Ukey 没有改动，PIN 码次数没有减少。',
    next: '请核对短信或邮件中最新的验证码。',
    refusals: {
      'code-wrong': { kind: 'UNPROCESSABLE_CONTENT', params: { triesLeft: 'number' } },
    },
  },
  'unlock-code-stale': {
    hotline: 'P16',
    title: '验证码已失效',
    happened: '验证码已过期、已用过，或输错次数过多。',
    lost: 'Ukey 没有改动，PIN 码次数没有减少。',
    next: '请重新获取验证码。',
    refusals: {
      'code-stale': { kind: 'UNPROCESSABLE_CONTENT' },
    },
  },
  'unlock-code-too-soon': {
    hotline: 'P17',
    title: '获取验证码太频繁',
    happened: '验证码刚刚发送过。',
    lost: nothingLost,
    next: '请等 {seconds} 秒后再获取。',
    refusals: {
      'code-too-soon': { kind: 'TOO_MANY_REQUESTS', params: { seconds: 'number' } },
    },
  },
  'reserved-phone-wrong': {
    hotline: 'P18',
    title: '手机号与预留的不一致',
    happened: '这个手机号不是为这支 Ukey 预留的，还可以再试 {triesLeft} 次。',
    lost: nothingLost,
    next: '请输入申请证书时预留的手机号；号码已更换的，请登录账号办理，或到服务网点办理。',
    refusals: {
      'phone-differs': { kind: 'UNPROCESSABLE_CONTENT', params: { triesLeft: 'number' } },
    },
  },
  'unlock-ended': {
    hotline: 'P19',
    title: '这次解锁已经结束',
    happened: '解锁授权只能用一次，这一次已用过、已过期，或程序重新启动过。',
    lost: '证书和密钥都还在。',
    next: '请重新办理解锁。',
    refusals: {
      'unlock-unknown': { kind: 'NOT_FOUND' },
      'unlock-used': { kind: 'CONFLICT' },
      'unlock-expired': { kind: 'CONFLICT' },
    },
  },
  'unlock-token-unknown': {
    hotline: 'P20',
    title: '发证机构没有这支 Ukey 的记录',
    happened: '这支 Ukey（序列号 {serial}）没有登记在您的名下。',
    lost: '证书和密钥都还在。',
    next: '请登录办理证书时使用的账号，或到服务网点办理。',
    refusals: {
      'token-unknown': { kind: 'UNPROCESSABLE_CONTENT', params: { serial: 'text' } },
    },
  },
  'unlock-contact-missing': {
    hotline: 'P21',
    title: '没有预留这种联系方式',
    happened: '您的账号没有预留这种联系方式，验证码无处可发。',
    lost: nothingLost,
    next: '请换一种接收方式，或到服务网点办理。',
    refusals: {
      'contact-missing': { kind: 'UNPROCESSABLE_CONTENT', params: { channel: 'text' } },
    },
  },
  'unlock-not-remote': {
    hotline: 'P22',
    title: '不能在线解锁',
    happened: '这支 Ukey 不支持在线解锁。',
    lost: '证书和密钥都还在。',
    next: '请带上 Ukey 和证件到服务网点办理。',
  },
  'unlock-running': {
    hotline: 'P23',
    title: '正在解锁这支 Ukey',
    happened: '这支 Ukey 的另一次解锁还没有结束。',
    lost: nothingLost,
    next: '请等它结束后再试。',
  },
  'unlock-interrupted': {
    hotline: 'P25',
    title: '上次的解锁没有办完',
    happened: '解锁「{name}」时程序关闭了，Ukey 还没有改动。',
    lost: '已经发送的验证码没有用掉，在有效期内仍可使用。',
    next: '请继续解锁；验证码过期的，可以再发送一次。',
    facts: ['tokenId'],
  },
  'unlock-used-up': {
    hotline: 'P26',
    title: '上次的解锁没有办成',
    happened: '解锁「{name}」时程序关闭了，PIN 码没有改动。',
    lost: '上次的验证码已经作废；证书和密钥都还在。',
    next: '请重新办理解锁，会发送新的验证码。',
    facts: ['tokenId'],
  },
  'unlock-found-done': {
    hotline: 'P27',
    title: '「{name}」已经解锁',
    happened: '解锁时程序关闭了，但 Ukey 已经换成您当时设定的新 PIN 码。',
    lost: nothingLost,
    next: '请用新 PIN 码「验证」一次。',
    facts: ['tokenId'],
  },
} as const satisfies ErrorEntries
