import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { IssuanceService } from './issuance-service.ts'

export const issuanceHandlers = (issuance: IssuanceService): Slice<'issuance'> => ({
  issuance: {
    start: api.issuance.start.handler(({ input }) => issuance.start(input)),
    resume: api.issuance.resume.handler(({ input }) =>
      issuance.resume(input.transactionId, input.pin && { pin: input.pin, tries: input.tries }),
    ),
    abandon: api.issuance.abandon.handler(({ input }) => issuance.abandon(input.transactionId)),
  },
})
