import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { RenewalDrafts } from './renewal-drafts.ts'
import type { RenewalService } from './renewal-service.ts'

export type RenewalWindowService = RenewalService & {
  readonly drafts: Pick<RenewalDrafts, 'view' | 'save' | 'discard'>
}

export const renewalHandlers = (renewal: RenewalWindowService): Slice<'renewal'> => ({
  renewal: {
    quote: api.renewal.quote.handler(({ input }) => renewal.quote(input)),
    agreement: api.renewal.agreement.handler(({ input }) => renewal.agreement(input.issuerId)),
    draft: api.renewal.draft.handler(({ input }) => renewal.drafts.view(input)),
    saveDraft: api.renewal.saveDraft.handler(({ input }) => renewal.drafts.save(input)),
    discardDraft: api.renewal.discardDraft.handler(({ input }) => renewal.drafts.discard(input)),
    exportForm: api.renewal.exportForm.handler(({ input }) => renewal.exportForm(input)),
    upload: api.renewal.upload.handler(({ input }) => renewal.upload(input)),
    start: api.renewal.start.handler(({ input }) => renewal.start(input)),
    progress: api.renewal.progress.handler(({ input }) => renewal.progress(input.transactionId)),
    application: api.renewal.application.handler(({ input }) => renewal.application(input.transactionId)),
    correct: api.renewal.correct.handler(({ input }) => renewal.correct(input)),
  },
})
