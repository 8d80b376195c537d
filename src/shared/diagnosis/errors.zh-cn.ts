import type { ErrorEntries } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.zh-cn.ts'

export const diagnosisErrors = {
  'repair-overtaken': {
    hotline: 'A14',
    title: '不能撤销这次修复',
    happened: '修复以后，这一项又被改动过。撤销会盖掉新的内容，所以没有撤销。',
    lost: nothingLost,
    next: '现在的内容保持不变。需要时请重新检测。',
    facts: ['file'],
  },
} as const satisfies ErrorEntries
