import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { Notifications } from './notifications.ts'

export const notificationsHandlers = (
  notifications: Pick<Notifications, 'markRead' | 'clear'>,
): Slice<'notifications'> => ({
  notifications: {
    markRead: api.notifications.markRead.handler(() => notifications.markRead()),
    clear: api.notifications.clear.handler(() => notifications.clear()),
  },
})
