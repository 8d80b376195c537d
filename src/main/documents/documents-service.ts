import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DocumentWork } from '../../shared/documents/contract.ts'
import type { DocumentRecipient, FolderView, TrustedRoot } from '../../shared/documents/model.ts'
import type { FileVerdict } from '../../shared/documents/verdict.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { Language } from '../../shared/settings/model.ts'
import { fromBase64 } from '../files/base64.ts'
import type { Shell } from '../shell/shell.ts'
import type { Bringing } from './bring.ts'
import type { DocumentList } from './document-list.ts'
import { folderView } from './folder-view.ts'
import { type Taken, takePaths } from './intake.ts'
import type { Jobs } from './jobs.ts'
import type { Recipients } from './recipients.ts'
import { documentReportFile, type Exported } from './report.ts'
import type { TrustedRoots } from './trusted-roots.ts'

/** 签名与加密, as windows ask for it. */
export type DocumentsService = {
  add(paths: readonly string[]): Promise<Taken>
  choose(): Promise<Taken | null>
  folder(path: string | null): Promise<FolderView>
  bring(name: string, size: number): Promise<string>
  bringPart(fileId: string, offset: number, part: string): Promise<void>
  remove(fileIds: readonly string[]): Promise<void>
  verdict(fileId: string): FileVerdict
  recipients(): readonly DocumentRecipient[]
  addRecipients(file: string): readonly DocumentRecipient[]
  start(fileIds: readonly string[], work: DocumentWork): { readonly jobId: string }
  pause(): void
  goOn(): void
  cancel(): Promise<void>
  report(format: 'html' | 'csv'): Exported
  reveal(fileId: string): Promise<void>
  roots(): readonly TrustedRoot[]
  rootsIn(file: string): readonly TrustedRoot[]
  importRoot(file: string): readonly TrustedRoot[]
  removeRoot(rootId: string): readonly TrustedRoot[]
}

export type DocumentsParts = {
  readonly list: DocumentList
  readonly jobs: Jobs
  readonly bringing: Bringing
  readonly recipients: Recipients
  readonly roots: TrustedRoots
  readonly shell: Pick<Shell, 'chooseFiles' | 'openPath'>
  readonly language: () => Language
  readonly clock: () => Date
  readonly unforeseen: (error: unknown) => void
}

const busy: ReadonlySet<string> = new Set(['waiting', 'working'])

export const createDocuments = (parts: DocumentsParts): DocumentsService => {
  const { list, jobs, bringing, recipients, roots, shell } = parts
  const add = (paths: readonly string[]): Promise<Taken> => takePaths(list, paths, parts.unforeseen)

  return {
    add,
    choose: async () => {
      if (shell.chooseFiles === null) return null
      const paths = await shell.chooseFiles()
      return paths.length === 0 ? { added: [], refused: [] } : add(paths)
    },
    folder: folderView,
    bring: bringing.begin,
    bringPart: (fileId, offset, part) => bringing.part(fileId, offset, fromBase64(part)),
    remove: async (fileIds) => {
      // A job goes on with its files; who does not want it ends the job.
      if (fileIds.some((id) => busy.has(list.find(id).view.state.is)))
        throw new AssistantError('busy-with-other')
      await bringing.giveUp(fileIds)
      list.remove(fileIds)
    },
    verdict: (fileId) => {
      const { verdict } = list.find(fileId)
      if (verdict === null) throw new AssistantError('not-found')
      return verdict
    },
    recipients: recipients.all,
    addRecipients: (file) => recipients.add(fromBase64(file)),
    start: jobs.start,
    pause: jobs.pause,
    goOn: jobs.goOn,
    cancel: jobs.cancel,
    report: (format) => documentReportFile(list.all(), format, parts.clock(), parts.language()),
    reveal: async (fileId) => {
      const { path, view } = list.find(fileId)
      const { state } = view
      const output = state.is === 'done' && state.result.kind !== 'verified' ? state.result.output : null
      const folder = dirname(output !== null && existsSync(output) ? output : path)
      if (!existsSync(folder)) throw new AssistantError('document-gone')
      await shell.openPath(folder)
    },
    roots: roots.all,
    rootsIn: (file) => roots.rootsIn(fromBase64(file)),
    importRoot: (file) => roots.add(fromBase64(file)),
    removeRoot: roots.remove,
  }
}
