import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { IssuanceService } from './issuance-service.ts'

export const issuanceHandlers = (issuance: IssuanceService): Slice<'issuance'> => ({
  issuance: {
    start: api.issuance.start.handler(({ input }) => issuance.start(input.target, input.pin, input.tries)),
    resume: api.issuance.resume.handler(({ input }) =>
      issuance.resume(input.transactionId, input.pin, input.tries),
    ),
    abandon: api.issuance.abandon.handler(({ input }) => issuance.abandon(input.transactionId)),
  },
})
