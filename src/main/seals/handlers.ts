import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { SealsService } from './seals-service.ts'

export const sealsHandlers = (seals: Omit<SealsService, 'views'>): Slice<'seals'> => ({
  seals: {
    picture: api.seals.picture.handler(({ input }) => seals.picture(input.sealId)),
    export: api.seals.export.handler(({ input }) => seals.export(input.sealId)),
    import: api.seals.import.handler(({ input }) => seals.import(input.tokenId, input.file)),
    update: api.seals.update.handler(({ input }) => seals.update(input.tokenId)),
    remove: api.seals.remove.handler(({ input }) => seals.remove(input.sealId)),
  },
})
