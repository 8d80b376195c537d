import { join } from 'node:path'
import type { Ground } from '../house/ground.ts'
import { endedBusinesses } from './ended-businesses.ts'
import { endedJob } from './ended-jobs.ts'
import { notificationsHandlers } from './handlers.ts'
import { createNotifications, type Notifications } from './notifications.ts'
import { openNotifiedFile } from './notified-file.ts'

type Needs = Pick<Ground, 'home' | 'log' | 'state' | 'shell' | 'words' | 'clock'>

/** A person who has the window in front sees there how a business or a job on files ended. */
const tellOfEnds = (notifications: Notifications, { state, shell, words }: Needs): void => {
  let before = state.current()
  state.follow(
    ({ transactions, documentJob }) => [transactions, documentJob],
    (after) => {
      const tell = shell.windowVisible() ? notifications.note : notifications.notify
      for (const ended of endedBusinesses(before, after, words())) tell(ended)
      const job = endedJob(before, after, words())
      if (job) tell(job)
      before = after
    },
  )
}

export const notificationsPart = (needs: Needs) => {
  const { home, log, state, shell, clock } = needs
  const file = openNotifiedFile(join(home, 'notifications.json'), log)
  const notifications = createNotifications({
    file,
    now: clock,
    current: () => state.current().notifications,
    change: (entries) => state.change({ notifications: entries }),
    show: (notification) => shell.notify(notification),
  })
  state.change({ notifications: file.read() })
  tellOfEnds(notifications, needs)
  return { service: notifications, handlers: notificationsHandlers(notifications) }
}
