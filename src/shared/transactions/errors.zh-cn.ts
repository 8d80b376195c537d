import type { ErrorEntries } from '../errors/entry.ts'
import { certificateKept, nothingLost } from '../errors/phrases.zh-cn.ts'

export const transactionsErrors = {
  'transaction-running': {
    hotline: 'I11',
    title: '正在办理中',
    happened: '这支 Ukey 已有一项业务在办理。',
    lost: nothingLost,
    next: '请先完成或放弃那一项。',
  },
  'transaction-unknown': {
    hotline: 'I12',
    title: '这项业务已结束',
    happened: '没有找到这项业务，它可能已经完成或被放弃。',
    lost: nothingLost,
    next: '请点「刷新」查看最新情况。',
  },
  'journal-damaged': {
    hotline: 'I13',
    title: '办理记录已损坏',
    happened: '一份办理记录无法读取，已另存。',
    lost: certificateKept,
    next: '请重新办理，或联系客服。',
    facts: ['file'],
  },
} as const satisfies ErrorEntries
