import type { ErrorEntries } from '../errors/entry.ts'

export const loopbackTrustErrors = {
  'loopback-trust-absent': {
    hotline: 'N41',
    title: '本机证书没有登记',
    happened: '这台电脑上缺少登记本机证书所需的程序 {tool}。',
    lost: '没有改动任何东西，不影响登录、签名和办理业务。',
    next: '请安装 {tool}，然后重试。',
  },
  'loopback-trust-failed': {
    hotline: 'N42',
    title: '本机证书没有登记完',
    happened: '有浏览器的证书库没有接受本机证书，或者没有交还它。',
    lost: '不影响登录、签名和办理业务。',
    next: '请关闭浏览器后重试；系统询问时请点「是」。',
  },
} as const satisfies ErrorEntries
