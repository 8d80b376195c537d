import type { ErrorEntries } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.zh-cn.ts'

export const certificatesErrors = {
  'certificate-unreadable': {
    hotline: 'I16',
    title: '证书无法读取',
    happened: '这个证书的内容不合规，无法显示。',
    lost: nothingLost,
    next: '其他证书不受影响。',
  },
  'certificate-in-force': {
    hotline: 'I23',
    title: '这张证书不能移除',
    happened: '只有已由另一张证书接替的软证书才能移除。',
    lost: nothingLost,
    next: '请点「刷新」查看它现在的状态。',
  },
  'certificate-not-in-force': {
    hotline: 'I21',
    title: '这张证书已经不在使用',
    happened: '这张证书已经停用、作废，或不在您的名下。',
    lost: nothingLost,
    next: '请刷新后重新选择证书。',
    refusals: {
      'previous-certificate-unknown': { kind: 'UNPROCESSABLE_CONTENT', params: { serial: 'text' } },
      'previous-certificate-unusable': {
        kind: 'UNPROCESSABLE_CONTENT',
        params: { serial: 'text', status: 'text' },
      },
      'certificate-unknown': { kind: 'NOT_FOUND', params: { serial: 'text' } },
      'certificate-not-active': { kind: 'CONFLICT', params: { serial: 'text', status: 'text' } },
      'certificate-not-suspended': { kind: 'CONFLICT', params: { serial: 'text', status: 'text' } },
    },
  },
} as const satisfies ErrorEntries
