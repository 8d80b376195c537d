import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { Shell } from '../shell/shell.ts'
import type { AnnouncementsService } from './announcements.ts'

type Served = Pick<AnnouncementsService, 'linkOf' | 'picture' | 'seen'> &
  Pick<Shell, 'openExternal'> & { refresh(): Promise<void> }

export const announcementsHandlers = (served: Served): Slice<'announcements'> => ({
  announcements: {
    refresh: api.announcements.refresh.handler(() => served.refresh()),
    open: api.announcements.open.handler(({ input }) =>
      served.openExternal(served.linkOf(input.issuerId, input.itemId)),
    ),
    picture: api.announcements.picture.handler(({ input }) => served.picture(input.issuerId, input.itemId)),
    seen: api.announcements.seen.handler(({ input }) => served.seen(input.issuerId)),
  },
})
