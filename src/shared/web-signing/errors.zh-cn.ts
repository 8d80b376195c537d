import type { ErrorEntries } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.zh-cn.ts'

export const webSigningErrors = {
  'site-not-secure': {
    hotline: 'W01',
    title: '这个网址不能允许',
    happened: '网址没有使用 https，内容可能被他人改动。',
    lost: nothingLost,
    next: '请使用以 https:// 开头的网址。确实只有 http 的，请联系发证机构提供说明文件。',
  },
  'web-signing-damaged': {
    hotline: 'W02',
    title: '代理服务的设置已损坏',
    happened: '设置文件无法读取，已另存为 {file}。代理服务已关闭，允许过的网站需要重新允许。',
    lost: nothingLost,
    next: '请到「设置」→「代理服务」重新打开。',
  },
} as const satisfies ErrorEntries
