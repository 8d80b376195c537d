import type { SoftTrouble } from '../../native/index.ts'
import type { NoticeAction } from '../../shared/models/index.ts'
import type { Told } from '../notices/notices.ts'

const place = { page: 'backup', tokenId: null } as const
const restore: NoticeAction = { kind: 'go', verb: 'restore', place }

/** One that only a newer version can read needs no backup; one whose copy is used is backed up anew. */
const actions: Readonly<Record<SoftTrouble['code'], NoticeAction>> = {
  'soft-file-damaged': restore,
  'soft-file-changed': restore,
  'soft-file-copy-used': { kind: 'go', verb: 'back-up', place },
  'soft-file-newer': { kind: 'none' },
  'folder-not-writable': { kind: 'act', verb: 'open-data-folder' },
}

/** What happened to the file of a soft certificate, or to the folder of them. */
export const softNotice = ({ file, code }: SoftTrouble): Told => ({
  key: `${code} ${file}`,
  level: 'problem',
  report: { code, params: { file } },
  action: actions[code],
  dismissable: true,
  announced: false,
})
