import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { AssistantError } from '../../shared/errors/index.ts'
import type { Language } from '../../shared/settings/model.ts'
import { fromBase64 } from '../files/base64.ts'
import type { Shell } from '../shell/shell.ts'
import type { Bringing } from './bring.ts'
import type { DocumentList } from './document-list.ts'
import type { Drawer } from './drawing/drawer.ts'
import { createDrawnDocuments } from './drawn-documents.ts'
import { folderView } from './folder-view.ts'
import type { DocumentsService } from './handlers.ts'
import { type Taken, takePaths } from './intake.ts'
import type { Jobs } from './jobs.ts'
import type { Recipients } from './recipients.ts'
import { documentReportFile } from './report.ts'
import type { TrustedRoots } from './trusted-roots.ts'

export type DocumentsParts = {
  readonly list: DocumentList
  readonly jobs: Jobs
  readonly bringing: Bringing
  readonly recipients: Recipients
  readonly drawer: Drawer
  readonly roots: TrustedRoots
  readonly shell: Pick<Shell, 'chooseFiles' | 'openPath'>
  readonly language: () => Language
  readonly clock: () => Date
  readonly unforeseen: (error: unknown) => void
  /** Makes the snapshot tell at once what has changed. */
  readonly shown: () => void
}

const busy: ReadonlySet<string> = new Set(['waiting', 'working'])

/** 签名与加密, as windows ask for it, and the way in for files that this computer opens with the assistant. */
export type Documents = DocumentsService & { take(paths: readonly string[]): Promise<Taken> }

/** What a call changed is in the snapshot before its answer. Parts of a file come too often for that. */
const telling = (service: DocumentsService, shown: () => void): DocumentsService => {
  const then =
    <In, Out>(call: (input: In) => Out | Promise<Out>) =>
    async (input: In): Promise<Out> => {
      try {
        return await call(input)
      } finally {
        shown()
      }
    }
  return {
    ...service,
    add: then(service.add),
    choose: then(service.choose),
    bring: then(service.bring),
    remove: then(service.remove),
    start: then(service.start),
    pause: then(service.pause),
    goOn: then(service.goOn),
    cancel: then(service.cancel),
  }
}

export const createDocuments = (parts: DocumentsParts): Documents => {
  const { list, jobs, bringing, recipients, roots, shell } = parts
  const add = (paths: readonly string[]): Promise<Taken> => takePaths(list, paths, parts.unforeseen)

  const service: DocumentsService = {
    add: ({ paths }) => add(paths),
    choose: async () => {
      if (shell.chooseFiles === null) return null
      const paths = await shell.chooseFiles()
      return paths.length === 0 ? { added: [], refused: [] } : add(paths)
    },
    folder: ({ path }) => folderView(path),
    bring: ({ name, size }) => bringing.begin(name, size),
    bringPart: ({ fileId, offset, part }) => bringing.part(fileId, offset, fromBase64(part)),
    remove: async ({ fileIds }) => {
      // A job goes on with its files; who does not want it ends the job.
      if (fileIds.some((id) => busy.has(list.find(id).view.state.is)))
        throw new AssistantError('busy-with-other')
      await bringing.giveUp(fileIds)
      list.remove(fileIds)
    },
    verdict: ({ fileId }) => {
      const { verdict } = list.find(fileId)
      if (verdict === null) throw new AssistantError('not-found')
      return verdict
    },
    ...createDrawnDocuments(list, parts.drawer),
    recipients: recipients.all,
    addRecipients: ({ file }) => recipients.add(fromBase64(file)),
    start: ({ fileIds, work }) => jobs.start(fileIds, work),
    pause: jobs.pause,
    goOn: jobs.goOn,
    cancel: jobs.cancel,
    report: ({ format }) => documentReportFile(list.all(), format, parts.clock(), parts.language()),
    reveal: async ({ fileId }) => {
      const { path, view } = list.find(fileId)
      const { state } = view
      const output = state.is === 'done' && state.result.kind !== 'verified' ? state.result.output : null
      const folder = dirname(output !== null && existsSync(output) ? output : path)
      if (!existsSync(folder)) throw new AssistantError('document-gone')
      await shell.openPath(folder)
    },
    roots: roots.all,
    rootsIn: ({ file }) => roots.rootsIn(fromBase64(file)),
    importRoot: ({ file }) => roots.add(fromBase64(file)),
    removeRoot: ({ rootId }) => roots.remove(rootId),
  }
  return { ...telling(service, parts.shown), take: add }
}
