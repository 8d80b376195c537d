import { AssistantError } from '../../shared/errors/index.ts'
import type { IssuerDetails } from '../../shared/models/index.ts'
import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'

export type IssuersService = { details(issuerId: string): IssuerDetails | null }

export const issuersHandlers = (issuers: IssuersService): Slice<'issuers'> => ({
  issuers: {
    details: api.issuers.details.handler(({ input }) => {
      const found = issuers.details(input.issuerId)
      if (found === null) throw new AssistantError('issuer-missing')
      return found
    }),
  },
})
