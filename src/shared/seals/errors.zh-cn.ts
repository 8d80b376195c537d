import type { ErrorEntries } from '../errors/entry.ts'
import { nothingLost, tokenKept } from '../errors/phrases.zh-cn.ts'

export const sealsErrors = {
  'seal-unreadable': {
    hotline: 'S01',
    title: '这不是电子签章文件',
    happened: '文件已经损坏、太大，或不是电子签章。',
    lost: nothingLost,
    next: '请重新选择文件，一般以 .esl 结尾。',
  },
  'seal-not-genuine': {
    hotline: 'S02',
    title: '电子签章不可信',
    happened: '制章人的签名不正确，签章可能被改动过，没有写入。',
    lost: nothingLost,
    next: '请向颁发签章的机构重新索取。',
  },
  'seal-for-other-certificate': {
    hotline: 'S03',
    title: '电子签章与证书不匹配',
    happened: '这个签章不能与这支 Ukey 上的证书一起使用，没有写入。',
    lost: nothingLost,
    next: '请插入与签章对应的 Ukey，或为现在的证书申请签章。',
  },
  'seal-none-issued': {
    hotline: 'S04',
    title: '还没有可以写入的电子签章',
    happened: '发证机构没有为这里的证书制作电子签章，或签章已经撤销。',
    lost: nothingLost,
    next: '请向发证机构申请制作签章，完成后再点「写入签章」。',
  },
  'seal-too-many': {
    hotline: 'S05',
    title: '电子签章太多',
    happened: '这支 Ukey 上的电子签章已达到 {most} 个，没有写入。',
    lost: tokenKept,
    next: '请先删除不再使用的签章。',
  },
  'seal-gone': {
    hotline: 'S06',
    title: '找不到这个电子签章',
    happened: '签章已经不在 Ukey 上，或 Ukey 已被拔出。',
    lost: nothingLost,
    next: '请插好 Ukey，刷新后再试。',
  },
  'seal-unknown': {
    hotline: 'S07',
    title: '没有这项签章申请',
    happened: '没有找到这项签章申请。',
    lost: nothingLost,
    next: '请刷新。',
    refusals: { 'seal-unknown': { kind: 'NOT_FOUND' } },
  },
  'seal-exists': {
    hotline: 'S08',
    title: '这张证书已有签章',
    happened: '这张证书已有电子签章，或已有签章申请正在等待制作。',
    lost: nothingLost,
    next: '如需重做，请先撤销原来的签章。',
    refusals: { 'seal-exists': { kind: 'CONFLICT', params: { state: 'text' } } },
  },
  'seal-not-waiting': {
    hotline: 'S09',
    title: '签章不在等待制作',
    happened: '这项申请已经制作或撤销。',
    lost: nothingLost,
    next: '请刷新。',
    refusals: { 'seal-not-waiting': { kind: 'CONFLICT', params: { state: 'text' } } },
  },
  'seal-picture-unfit': {
    hotline: 'S10',
    title: '签章图片不能使用',
    happened: '图片不是 PNG，或太大、已经损坏。',
    lost: nothingLost,
    next: '请使用边长 64 到 600 像素的 PNG 图片。',
    refusals: { 'seal-picture-unfit': { kind: 'UNPROCESSABLE_CONTENT' } },
  },
} as const satisfies ErrorEntries
