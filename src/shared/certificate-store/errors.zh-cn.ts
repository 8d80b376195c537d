import type { ErrorEntries } from '../errors/entry.ts'

export const certificateStoreErrors = {
  'certificate-store-absent': {
    hotline: 'T19',
    title: '没有系统证书库',
    happened: '这台电脑上没有可以登记签名证书的证书库。',
    lost: '不影响登录、签名和办理业务。',
    next: '需要在浏览器中看到证书时，请安装 {tool}。',
  },
  'certificate-store-failed': {
    hotline: 'T20',
    title: '签名证书没有登记到系统',
    happened: '系统证书库没有接受签名证书。',
    lost: '不影响登录、签名和办理业务。',
    next: '请点「刷新」再试；仍然不行，可以在「设置」中关闭「导入签名证书」。',
  },
} as const satisfies ErrorEntries
