import type { ErrorEntries } from '../errors/entry.ts'
import { certificateKept, nothingLost } from '../errors/phrases.zh-cn.ts'

export const issuersErrors = {
  'issuer-file-invalid': {
    hotline: 'D08',
    title: '发证机构文件有误',
    happened: '文件 {file} 有误，没有使用：{words}。',
    lost: nothingLost,
    next: '请改正或删除这个文件，再重新启动。',
  },
  'issuer-unknown': {
    hotline: 'D11',
    title: '不认识这家发证机构',
    happened: '这张证书不是本程序认识的机构签发的，不能在这里办理。',
    lost: certificateKept,
    next: '请联系签发这张证书的机构。',
  },
  'issuer-missing': {
    hotline: 'I19',
    title: '找不到办理这项业务的机构',
    happened: '这项业务所属的发证机构，现在不在程序的名单中。',
    lost: certificateKept,
    next: '请把这家机构的文件放回数据文件夹并重新启动，然后点「继续」。',
  },
} as const satisfies ErrorEntries
