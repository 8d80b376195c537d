import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { DocumentsService } from './documents-service.ts'

/** `shown` makes the snapshot tell at once what a call changed. */
export const documentsHandlers = (
  documents: DocumentsService,
  shown: () => void = () => {},
): Slice<'documents'> => {
  const then = async <T>(result: T | Promise<T>): Promise<T> => {
    try {
      return await result
    } finally {
      shown()
    }
  }
  return {
    documents: {
      add: api.documents.add.handler(({ input }) => then(documents.add(input.paths))),
      choose: api.documents.choose.handler(() => then(documents.choose())),
      folder: api.documents.folder.handler(({ input }) => documents.folder(input.path)),
      bring: api.documents.bring.handler(({ input }) => then(documents.bring(input.name, input.size))),
      bringPart: api.documents.bringPart.handler(({ input }) =>
        documents.bringPart(input.fileId, input.offset, input.part),
      ),
      remove: api.documents.remove.handler(({ input }) => then(documents.remove(input.fileIds))),
      verdict: api.documents.verdict.handler(({ input }) => documents.verdict(input.fileId)),
      recipients: api.documents.recipients.handler(() => documents.recipients()),
      addRecipients: api.documents.addRecipients.handler(({ input }) => documents.addRecipients(input.file)),
      start: api.documents.start.handler(({ input }) => then(documents.start(input.fileIds, input.work))),
      pause: api.documents.pause.handler(() => then(documents.pause())),
      goOn: api.documents.goOn.handler(() => then(documents.goOn())),
      cancel: api.documents.cancel.handler(() => then(documents.cancel())),
      report: api.documents.report.handler(({ input }) => documents.report(input.format)),
      reveal: api.documents.reveal.handler(({ input }) => documents.reveal(input.fileId)),
      roots: api.documents.roots.handler(() => documents.roots()),
      rootsIn: api.documents.rootsIn.handler(({ input }) => documents.rootsIn(input.file)),
      importRoot: api.documents.importRoot.handler(({ input }) => documents.importRoot(input.file)),
      removeRoot: api.documents.removeRoot.handler(({ input }) => documents.removeRoot(input.rootId)),
    },
  }
}
