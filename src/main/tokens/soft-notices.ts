import type { SoftTrouble } from '../../native/index.ts'
import type { NoticeAction } from '../../shared/models/index.ts'
import type { Told } from '../notices/notices.ts'

const restore: NoticeAction = { kind: 'go', verb: 'restore', place: { page: 'backup', tokenId: null } }

/** What happened to the file of a soft certificate. One that only a newer version can read needs no backup. */
export const softNotice = ({ file, code }: SoftTrouble): Told => ({
  key: `${code} ${file}`,
  level: 'problem',
  report: { code, params: { file } },
  action: code === 'soft-file-newer' ? { kind: 'none' } : restore,
  dismissable: true,
  announced: false,
})
