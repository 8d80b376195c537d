import { hashOf } from '../../shared/places/place.ts'
import { Icon } from '../drawings/icon.tsx'
import styles from '../frame/rail.module.css'
import { useAssistant } from '../live/use-live.tsx'

const mostShown = 99

/** The way to what was notified, with the number of those that are new. */
export const NotificationsLink = ({ here }: { readonly here: boolean }) => {
  const { snapshot, words } = useAssistant()
  const say = words.notifications
  const unread = snapshot.notifications.filter(({ read }) => !read).length
  return (
    <a
      className={styles.tool}
      href={hashOf({ page: 'notifications' })}
      aria-current={here ? 'page' : undefined}
      aria-label={unread > 0 ? say.unreadCount(unread) : undefined}
    >
      <Icon name="bell" size={18} />
      <span>{say.title}</span>
      {unread > 0 && (
        <span className={styles.count} aria-hidden="true">
          {Math.min(unread, mostShown)}
        </span>
      )}
    </a>
  )
}
