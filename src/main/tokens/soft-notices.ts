import type { SoftTrouble } from '../../native/index.ts'
import type { NoticeAction } from '../../shared/models/index.ts'
import type { Told } from '../notices/notices.ts'

const place = { page: 'backup', tokenId: null } as const
const restore: NoticeAction = { kind: 'go', verb: 'restore', place }

/** A file that only a newer version can read needs no backup. One whose copy is used needs a new backup. */
const actions: Readonly<Record<SoftTrouble['code'], NoticeAction>> = {
  'soft-file-damaged': restore,
  'soft-file-changed': restore,
  'soft-file-copy-used': { kind: 'go', verb: 'back-up', place },
  'soft-file-newer': { kind: 'none' },
  'soft-file-twice': { kind: 'act', verb: 'open-data-folder' },
  'folder-not-writable': { kind: 'act', verb: 'open-data-folder' },
}

/** The notice of what happened to the file of a soft certificate, or to the folder of those files. */
export const softNotice = ({ file, code }: SoftTrouble): Told => ({
  key: `${code} ${file}`,
  level: 'problem',
  report: { code, params: { file } },
  action: actions[code],
  dismissable: true,
  announced: false,
})
