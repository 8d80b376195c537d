import type { ErrorEntries } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.zh-cn.ts'

export const oldCertificatesErrors = {
  'old-certificate-in-force': {
    hotline: 'I24',
    title: '这张证书不能移除',
    happened: '只有已由另一张证书接替的旧证书才能从 Ukey 里移除。',
    lost: nothingLost,
    next: '请点「刷新」查看它现在的状态。',
  },
  'old-key-opens-files': {
    hotline: 'I25',
    title: '旧证书可能还要用来解密',
    happened: '以前加密给这张证书的文件，只有它的加密密钥能打开。',
    lost: nothingLost,
    next: '请先确认这些文件都不再需要，再移除。',
  },
  'old-certificate-stayed': {
    hotline: 'I26',
    title: '旧证书没有移除',
    happened: 'Ukey 没有删除这张旧证书，可能因为它和别的密钥放在一起。',
    lost: '证书和密钥仍在 Ukey 里，可以照常使用。',
    next: '不影响新证书的使用。需要腾出空间时，请联系发证机构。',
  },
} as const satisfies ErrorEntries
