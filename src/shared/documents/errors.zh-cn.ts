import type { ErrorEntries } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.zh-cn.ts'

export const documentsErrors = {
  'scan-not-pdf': {
    hotline: 'Q01',
    title: '这个文件不是 PDF',
    happened: '选择的文件不是 PDF，或已经损坏。',
    lost: nothingLost,
    next: '请把签名、盖章后的申请表扫描成 PDF，再选择它。',
  },
  'scan-too-large': {
    hotline: 'Q02',
    title: '文件太大',
    happened: '选择的文件超过 {limit} MB。',
    lost: nothingLost,
    next: '请用较低的分辨率重新扫描，例如 150 dpi。',
  },
  'scan-too-long': {
    hotline: 'Q03',
    title: '页数太多',
    happened: '选择的文件有 {pages} 页，最多 {limit} 页。',
    lost: nothingLost,
    next: '请只保留需要的页，再选择它。',
  },
  'scan-encrypted': {
    hotline: 'Q04',
    title: '文件设了密码',
    happened: '选择的文件有密码，审核人员打不开。',
    lost: nothingLost,
    next: '请保存一份没有密码的 PDF，再选择它。',
  },
  'scan-is-form': {
    hotline: 'Q05',
    title: '这是没有签名、盖章的申请表',
    happened: '选择的文件是刚才导出的申请表，不是扫描件。',
    lost: nothingLost,
    next: '请打印申请表，签名并加盖公章，扫描成 PDF 后再选择扫描件。',
  },
  'application-not-kept': {
    hotline: 'Q06',
    title: '申请内容不完整',
    happened: '提交时程序中断，证件号码没有保存，所以没有提交。',
    lost: nothingLost,
    next: '请回到申请表，重新输入证件号码再提交；其他内容都在。',
  },
} as const satisfies ErrorEntries
