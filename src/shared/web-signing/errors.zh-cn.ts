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
  'file-too-large': {
    hotline: 'W03',
    title: '文件太大',
    happened: '网站要求的这种办理最多处理 {most} MB 的文件。',
    lost: nothingLost,
    next: '请换一个较小的文件，或取消后联系网站。',
  },
  'file-not-for-signing': {
    hotline: 'W04',
    title: '这个文件不能这样签名',
    happened: '它的内容是证书、证书申请一类的数据，签了名可能被当成别的用途。',
    lost: nothingLost,
    next: '请核对是不是选错了文件；没有选错的，请取消并联系网站。',
  },
  'file-not-for-you': {
    hotline: 'W05',
    title: '这个文件不是加密给这张证书的',
    happened: '文件的收件人里没有网站所用的这张证书，所以解不开。',
    lost: nothingLost,
    next: '请换一个文件，或取消后在「能否解密」里查看它是加密给谁的。',
  },
} as const satisfies ErrorEntries
