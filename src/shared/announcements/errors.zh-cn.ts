import type { ErrorEntries } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.zh-cn.ts'

export const announcementsErrors = {
  'feed-unreadable': {
    hotline: 'G01',
    title: '公告内容不合规',
    happened: '收到的公告内容过大、不完整或不合规，没有采用。',
    lost: nothingLost,
    next: '请稍后点「刷新」再试；如果仍然不行，请联系发证机构。',
  },
  'feed-signature-wrong': {
    hotline: 'G02',
    title: '公告的签名不正确',
    happened: '收到的公告不是这家机构签名的，没有采用。',
    lost: nothingLost,
    next: '请换一个网络后点「刷新」；如果仍然不行，请联系发证机构。',
  },
  'feed-of-another': {
    hotline: 'G03',
    title: '公告属于另一家机构',
    happened: '收到的公告是另一家发证机构的，没有采用。',
    lost: nothingLost,
    next: '请稍后点「刷新」再试。',
  },
  'feed-older': {
    hotline: 'G04',
    title: '公告比看过的旧',
    happened: '收到的公告比已经看过的旧，没有采用，仍显示较新的公告。',
    lost: nothingLost,
    next: '请稍后点「刷新」再试。',
  },
  'feed-expired': {
    hotline: 'G05',
    title: '公告已经过期',
    happened: '收到的公告已经超过它自己写明的期限，没有采用。',
    lost: nothingLost,
    next: '请检查电脑的日期和时间，再点「刷新」。',
  },
} as const satisfies ErrorEntries
