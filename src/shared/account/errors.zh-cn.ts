import type { ErrorEntries } from '../errors/entry.ts'
import { certificateKept, nothingLost } from '../errors/phrases.zh-cn.ts'

export const accountErrors = {
  'login-needed': {
    hotline: 'L01',
    title: '请先登录',
    happened: '办理这项业务需要先登录账号。',
    lost: nothingLost,
    next: '请点「账号登录」。',
    refusals: {
      'session-missing': { kind: 'UNAUTHORIZED' },
      'session-too-narrow': { kind: 'FORBIDDEN', params: { scope: 'text' } },
    },
  },
  'login-expired': {
    hotline: 'L02',
    title: '登录已过期',
    happened: '登录时间过长，已自动退出。',
    lost: '办理进度已经保存。',
    next: '请重新登录后继续。',
    refusals: {
      'session-ended': { kind: 'UNAUTHORIZED' },
    },
  },
  'captcha-wrong': {
    hotline: 'L03',
    title: '验证码不正确',
    happened: '验证码不正确，已换一张。',
    lost: '其他填写的内容还在。',
    next: '请按新图片重新输入。',
    refusals: {
      'captcha-wrong': { kind: 'UNPROCESSABLE_CONTENT' },
    },
  },
  'captcha-stale': {
    hotline: 'L04',
    title: '验证码已过期',
    happened: '验证码已过期，已换一张。',
    lost: '其他填写的内容还在。',
    next: '请按新图片重新输入。',
    refusals: {
      'captcha-stale': { kind: 'UNPROCESSABLE_CONTENT' },
    },
  },
  'account-unknown': {
    hotline: 'L05',
    title: '用户名不存在',
    happened: '没有找到这个用户名，还可以再试 {triesLeft} 次。',
    lost: nothingLost,
    next: '请核对邮件或网页上的「用户名」。',
    refusals: {
      'account-unknown': { kind: 'UNPROCESSABLE_CONTENT', params: { triesLeft: 'number' } },
    },
  },
  'applicant-name-wrong': {
    hotline: 'L06',
    title: '申请人名称不一致',
    happened: '「申请人名称」与登记的不一致，还可以再试 {triesLeft} 次。',
    lost: nothingLost,
    next: '请逐字核对，注意全称、括号和空格。',
    refusals: {
      'applicant-name-wrong': { kind: 'UNPROCESSABLE_CONTENT', params: { triesLeft: 'number' } },
    },
  },
  'account-locked': {
    hotline: 'L07',
    title: '暂时不能登录',
    happened: '输错次数过多，请在 {minutes} 分钟后再试。',
    lost: nothingLost,
    next: '请稍后再试或联系客服。',
    refusals: {
      'account-paused': { kind: 'TOO_MANY_REQUESTS', params: { seconds: 'number' } },
    },
  },
  'login-wrong': {
    hotline: 'L08',
    title: '登录没有成功',
    happened: '账号或密码不正确，还可以再试 {triesLeft} 次。',
    lost: nothingLost,
    next: '请核对后重新输入。',
    refusals: {
      'password-wrong': { kind: 'UNPROCESSABLE_CONTENT', params: { triesLeft: 'number' } },
    },
  },
  'account-closed': {
    hotline: 'L09',
    title: '账号已停用',
    happened: '这个账号已被发证机构停用。',
    lost: certificateKept,
    next: '请联系客服。',
    refusals: {
      'account-closed': { kind: 'FORBIDDEN' },
    },
  },
  'login-names-wrong': {
    hotline: 'L10',
    title: '登录没有成功',
    happened: '用户名与申请人名称不相符，还可以再试 {triesLeft} 次。',
    lost: nothingLost,
    next: '请对照邮件或网页逐字核对两项，注意全称、括号和空格。',
    refusals: {
      'names-wrong': { kind: 'UNPROCESSABLE_CONTENT', params: { triesLeft: 'number' } },
    },
  },
  'login-code-wanted': {
    hotline: 'L11',
    title: '登录还没有完成',
    happened: '发证机构要先核对验证码，才能办理业务。',
    lost: nothingLost,
    next: '请打开「账号登录」，填写收到的验证码。',
    refusals: {
      'login-code-wanted': { kind: 'FORBIDDEN' },
    },
  },
  'login-contact-missing': {
    hotline: 'L12',
    title: '没有登记手机和邮箱',
    happened: '这个账号没有登记可以接收验证码的手机或邮箱，不能完成登录。',
    lost: certificateKept,
    next: '请拨打发证机构的热线电话，登记手机或邮箱后再登录。',
  },
  'login-code-wrong': {
    hotline: 'L13',
    title: '验证码不正确',
    happened: '验证码不正确，还可以再试 {triesLeft} 次。',
    lost: nothingLost,
    next: '请核对短信或邮件中最新的验证码。',
  },
  'login-code-stale': {
    hotline: 'L14',
    title: '验证码已失效',
    happened: '验证码已过期、已用过，或输错次数过多。',
    lost: nothingLost,
    next: '请重新获取验证码。',
  },
  'login-codes-used-up': {
    hotline: 'L15',
    title: '获取验证码的次数过多',
    happened: '这个账号获取验证码的次数已用完。',
    lost: nothingLost,
    next: '请在 {minutes} 分钟后再试，或拨打发证机构的热线电话。',
    refusals: {
      'too-many-codes': { kind: 'TOO_MANY_REQUESTS', params: { seconds: 'number' } },
    },
  },
} as const satisfies ErrorEntries
