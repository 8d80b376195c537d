import type { ErrorEntries } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.zh-cn.ts'

export const decryptionRehearsalErrors = {
  'file-not-sealed': {
    hotline: 'R08',
    title: '这个文件没有加密',
    happened: '文件只是签了名，任何人都可以读取，不需要解密。',
    lost: nothingLost,
    next: '如果对方说它是加密的，请核对是不是选错了文件。',
  },
  'file-not-known': {
    hotline: 'R09',
    title: '认不出这个文件',
    happened: '它不是国密或 PKCS#7 的加密文件，也不是证书。',
    lost: nothingLost,
    next: '请核对是不是选错了文件；投标软件自己的格式，请在那个软件中试。',
  },
} as const satisfies ErrorEntries
