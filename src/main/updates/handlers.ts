import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { UpdatesService } from './updates-service.ts'

type Served = Pick<UpdatesService, 'look' | 'download' | 'cancel' | 'restart'> & {
  openPage(): Promise<void>
}

export const updatesHandlers = (served: Served): Slice<'updates'> => ({
  updates: {
    look: api.updates.look.handler(() => served.look()),
    download: api.updates.download.handler(() => served.download()),
    cancel: api.updates.cancel.handler(() => served.cancel()),
    restart: api.updates.restart.handler(() => served.restart()),
    openPage: api.updates.openPage.handler(() => served.openPage()),
  },
})
