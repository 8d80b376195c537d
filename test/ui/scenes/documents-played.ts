import type { DocumentsService } from '../../../src/main/documents/handlers.ts'
import type { StateStore } from '../../../src/main/state/state-store.ts'
import { AssistantError } from '../../../src/shared/errors/index.ts'
import type {
  DocumentJob,
  DocumentRecipient,
  DocumentView,
  FolderView,
  TrustedRoot,
} from '../../../src/shared/models/index.ts'
import { company, dayAway, longCompany, rarePerson } from '../../world.ts'
import { fingerprint, verdicts } from './document-verdicts.ts'

export const file = (id: string, change: Partial<DocumentView> = {}): DocumentView => ({
  id,
  name: `${id}.pdf`,
  folder: '/home/wang/文档/投标文件',
  size: 182_400,
  content: 'pdf',
  companion: null,
  state: { is: 'listed' },
  ...change,
})

export const recipients: readonly DocumentRecipient[] = [
  {
    id: 'r-own',
    holder: longCompany,
    issuer: '国家知识产权局商标局 SM2 CA',
    notAfter: dayAway(213),
    from: 'token',
    obstacle: null,
  },
  {
    id: 'r-seen',
    holder: company,
    issuer: '某某 SM2 CA',
    notAfter: dayAway(370),
    from: 'seen',
    obstacle: null,
  },
  {
    id: 'r-old',
    holder: '上海某某律师事务所',
    issuer: '某某 SM2 CA',
    notAfter: dayAway(-40),
    from: 'seen',
    obstacle: 'expired',
  },
  {
    id: 'r-signing',
    holder: rarePerson,
    issuer: '某某 SM2 CA',
    notAfter: dayAway(90),
    from: 'file',
    obstacle: 'not-for-encryption',
  },
]

export const fromFile: DocumentRecipient = {
  id: 'r-file',
  holder: '广州某某招标代理有限公司',
  issuer: '某某 SM2 CA',
  notAfter: dayAway(500),
  from: 'file',
  obstacle: null,
}

export const roots: readonly TrustedRoot[] = [
  { id: 'root-1', name: 'ROOTCA', fingerprint, notAfter: '2042-07-07T03:11:00.000Z', source: 'shipped' },
  {
    id: 'root-2',
    name: '演示机构 SM2 根 CA',
    fingerprint: fingerprint.replaceAll('A', 'B'),
    notAfter: dayAway(3000),
    source: 'demonstration',
  },
  {
    id: 'root-3',
    name: '某某企业内部根 CA',
    fingerprint: fingerprint.replaceAll('C', 'D'),
    notAfter: dayAway(1200),
    source: 'imported',
  },
]

export const newRoot: TrustedRoot = {
  id: 'root-4',
  name: '某某省数字证书认证中心根 CA',
  fingerprint: fingerprint.replaceAll('E', '7'),
  notAfter: dayAway(4000),
  source: 'imported',
}

const entry = (name: string, kind: 'folder' | 'file' = 'file') => ({
  name,
  path: `/home/wang/文档/${name}`,
  kind,
  size: kind === 'file' ? 182_400 : 0,
  changedAt: dayAway(-3),
})

export const folder: FolderView = {
  path: '/home/wang/文档',
  parent: '/home/wang',
  usual: [
    { name: '桌面', path: '/home/wang/桌面' },
    { name: '文档', path: '/home/wang/文档' },
    { name: '下载', path: '/home/wang/下载' },
    { name: 'U 盘', path: '/media/wang/KINGSTON' },
  ],
  entries: [
    entry('投标文件', 'folder'),
    entry('合同', 'folder'),
    ...Array.from({ length: 40 }, (_, number) =>
      entry(`合同-2026-${String(number + 1).padStart(3, '0')}.pdf`),
    ),
    entry('内蒙古自治区呼伦贝尔市海拉尔区某某知识产权代理有限责任公司年度代理服务合同补充协议（盖章版）.ofd'),
  ],
  incomplete: false,
}

const jobOf = (work: DocumentJob['work'], total: number): DocumentJob => ({
  id: `job-${work}-${total}`,
  work,
  state: { is: 'running' },
  total,
  done: 0,
  failed: 0,
})

/** A calm day: every file is what its name says, and every act succeeds. */
export const documentsPlayed = (state: StateStore): DocumentsService => {
  const { change, current } = state
  const changeJob = (to: DocumentJob['state']) => {
    const { documentJob } = current()
    if (documentJob) change({ documentJob: { ...documentJob, state: to } })
  }
  let brought = 0
  return {
    add: ({ paths }) => {
      const added = paths.map((path) => file(path, { name: path.split('/').at(-1) ?? path }))
      change({ documents: [...current().documents, ...added] })
      return { added: added.map(({ id }) => id), refused: [] }
    },
    choose: () => null,
    folder: ({ path }) => (path === null || path === folder.path ? folder : { ...folder, path, entries: [] }),
    bring: ({ name, size }) => {
      brought += 1
      const id = `brought-${brought}`
      const arriving = file(id, { name, size, state: { is: 'arriving', percent: 0 } })
      change({ documents: [...current().documents, size === 0 ? file(id, { name, size }) : arriving] })
      return id
    },
    bringPart: ({ fileId, offset, part }) => {
      const length = offset + Buffer.from(part, 'base64').length
      change({
        documents: current().documents.map((one) => {
          if (one.id !== fileId) return one
          const percent = Math.floor((100 * length) / one.size)
          return { ...one, state: length >= one.size ? { is: 'listed' } : { is: 'arriving', percent } }
        }),
      })
    },
    remove: ({ fileIds }) =>
      change({ documents: current().documents.filter(({ id }) => !fileIds.includes(id)) }),
    verdict: ({ fileId }) => {
      const known = Object.entries(verdicts).find(([name]) => fileId.startsWith(name))
      if (!known) throw new AssistantError('not-found')
      return known[1]
    },
    drawing: () => {
      throw new AssistantError('document-not-drawn', { reason: 'damaged' })
    },
    drawnPage: () => {
      throw new AssistantError('not-found')
    },
    drawnPart: () => {
      throw new AssistantError('not-found')
    },
    recipients: () => recipients,
    addRecipients: () => [...recipients, fromFile],
    start: ({ fileIds, work }) => {
      const job = jobOf(work.kind, fileIds.length)
      change({ documentJob: job })
      return { jobId: job.id }
    },
    pause: () => changeJob({ is: 'paused' }),
    goOn: () => changeJob({ is: 'running' }),
    cancel: () => changeJob({ is: 'ended', at: dayAway(0) }),
    report: ({ format }) => ({
      fileName: `文件处理报告-2026-11-20.${format}`,
      base64: Buffer.from('report').toString('base64'),
    }),
    reveal: () => {},
    roots: () => roots,
    rootsIn: () => [newRoot],
    importRoot: () => [...roots, newRoot],
    removeRoot: ({ rootId }) => roots.filter(({ id }) => id !== rootId),
  }
}
