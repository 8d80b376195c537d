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
    lost: nothingLost,
    next: '请按新图片重新输入。',
    refusals: {
      'captcha-wrong': { kind: 'UNPROCESSABLE_CONTENT' },
    },
  },
  'captcha-stale': {
    hotline: 'L04',
    title: '验证码已过期',
    happened: '验证码已过期，已换一张。',
    lost: nothingLost,
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
      'account-paused': { kind: 'TOO_MANY_REQUESTS', params: { seconds: 'number', until: 'text' } },
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
} as const satisfies ErrorEntries
