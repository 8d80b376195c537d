import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { IssuanceService } from './issuance-service.ts'

export const issuanceHandlers = (issuance: IssuanceService): Slice<'issuance'> => ({
  issuance: {
    start: api.issuance.start.handler(({ input }) => issuance.start(input)),
  },
})
