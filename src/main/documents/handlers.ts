import type { ContractRouterClient } from '@orpc/contract'
import type { documentsContract } from '../../shared/documents/contract.ts'
import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'

type Client = ContractRouterClient<typeof documentsContract>
type Answered<F extends (...given: never[]) => unknown> = (
  input: Parameters<F>[0],
) => Awaited<ReturnType<F>> | Promise<Awaited<ReturnType<F>>>
export type DocumentsService = { readonly [P in keyof Client]: Answered<Client[P]> }

export const documentsHandlers = (documents: DocumentsService): Slice<'documents'> => ({
  documents: {
    add: api.documents.add.handler(({ input }) => documents.add(input)),
    choose: api.documents.choose.handler(() => documents.choose(undefined)),
    folder: api.documents.folder.handler(({ input }) => documents.folder(input)),
    bring: api.documents.bring.handler(({ input }) => documents.bring(input)),
    bringPart: api.documents.bringPart.handler(({ input }) => documents.bringPart(input)),
    remove: api.documents.remove.handler(({ input }) => documents.remove(input)),
    verdict: api.documents.verdict.handler(({ input }) => documents.verdict(input)),
    drawing: api.documents.drawing.handler(({ input }) => documents.drawing(input)),
    drawnPage: api.documents.drawnPage.handler(({ input }) => documents.drawnPage(input)),
    drawnPart: api.documents.drawnPart.handler(({ input }) => documents.drawnPart(input)),
    recipients: api.documents.recipients.handler(() => documents.recipients(undefined)),
    addRecipients: api.documents.addRecipients.handler(({ input }) => documents.addRecipients(input)),
    start: api.documents.start.handler(({ input }) => documents.start(input)),
    pause: api.documents.pause.handler(() => documents.pause(undefined)),
    goOn: api.documents.goOn.handler(() => documents.goOn(undefined)),
    cancel: api.documents.cancel.handler(() => documents.cancel(undefined)),
    report: api.documents.report.handler(({ input }) => documents.report(input)),
    reveal: api.documents.reveal.handler(({ input }) => documents.reveal(input)),
    roots: api.documents.roots.handler(() => documents.roots(undefined)),
    rootsIn: api.documents.rootsIn.handler(({ input }) => documents.rootsIn(input)),
    importRoot: api.documents.importRoot.handler(({ input }) => documents.importRoot(input)),
    removeRoot: api.documents.removeRoot.handler(({ input }) => documents.removeRoot(input)),
  },
})
