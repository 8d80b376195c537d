import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { ReplacementService } from './replacement-service.ts'

export const replacementHandlers = (replacement: ReplacementService): Slice<'replacement'> => ({
  replacement: {
    offer: api.replacement.offer.handler(({ input }) => replacement.offer(input.issuerId)),
    suspend: api.replacement.suspend.handler(({ input }) =>
      replacement.suspend(input.issuerId, input.serial),
    ),
    resume: api.replacement.resume.handler(({ input }) => replacement.resume(input.issuerId, input.serial)),
    start: api.replacement.start.handler(({ input }) => replacement.start(input)),
  },
})
