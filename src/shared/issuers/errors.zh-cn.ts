import type { ErrorEntries } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.zh-cn.ts'

export const issuersErrors = {
  'issuer-file-invalid': {
    hotline: 'D08',
    title: '发证机构文件有误',
    happened: '文件 {file} 有误，没有使用：{words}。',
    lost: nothingLost,
    next: '请改正或删除这个文件，再重新启动。',
  },
} as const satisfies ErrorEntries
