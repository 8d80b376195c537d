import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { HistoryService } from './history-service.ts'

export const historyHandlers = (history: HistoryService): Slice<'history'> => ({
  history: {
    list: api.history.list.handler(({ input }) => history.list(input)),
    export: api.history.export.handler(({ input }) => history.export(input)),
  },
})
